// Events, requests and answers of returns; re-exported here by name.
export {
  DISPOSITIONS,
  InspectedLine,
  ReturnCompleted,
  ReturnInspected,
  ReturnReceived,
  ReturnRefunded,
  ReturnRestocked,
  type Disposition,
} from './inspection.events';
export { ReturnRestockRequested } from './restock.events';
export {
  RETURN_REASONS,
  ReturnApproved,
  ReturnInTransit,
  ReturnLabelled,
  ReturnRejected,
  ReturnRequested,
  ReturnShipmentRequested,
  type ReturnReason,
} from './return.events';
export {
  ApproveReturn,
  InspectedQuantity,
  InspectReturn,
  ReceiveReturn,
  RejectReturn,
  RequestReturn,
} from './returns.requests';
export {
  ReturnableAddressLearned,
  ReturnableClaimed,
  ReturnableDelivered,
  ReturnableReleased,
} from './returnable.events';
export { RETURN_STATES, ReturnAnswer, ReturnLineAnswer, type ReturnState } from './returns.answers';
