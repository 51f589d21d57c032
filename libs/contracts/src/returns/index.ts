// Events, requests and answers of returns; re-exported here by name.
export {
  REPAIR_OUTCOMES,
  RefurbishedLine,
  ReturnExchangeAnswered,
  ReturnExchangeReduced,
  ReturnParcelLost,
  ReturnRefurbished,
  type RepairOutcome,
} from './aftermath.events';
export {
  DISPOSITIONS,
  GRADES,
  InspectedLine,
  ReturnCompleted,
  ReturnInspected,
  ReturnPhoto,
  ReturnReceived,
  ReturnRefunded,
  ReturnRestocked,
  type Disposition,
  type Grade,
} from './inspection.events';
export { ReturnRestockRequested } from './restock.events';
export {
  ExchangeLine,
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
  CaptionedPhoto,
  INSPECTED_DISPOSITIONS,
  InspectedQuantity,
  InspectReturn,
  ReceiveReturn,
  RefundLostReturn,
  RefurbishedQuantity,
  RefurbishReturn,
  RejectReturn,
  RequestReturn,
} from './returns.requests';
export {
  ReturnableAddressLearned,
  ReturnableClaimed,
  ReturnableDelivered,
  ReturnablePerson,
  ReturnablePriced,
  ReturnableReleased,
} from './returnable.events';
export {
  InspectedLineAnswer,
  RETURN_STATES,
  ReturnAnswer,
  ReturnExchangeAnswer,
  ReturnLineAnswer,
  type ReturnState,
} from './returns.answers';
