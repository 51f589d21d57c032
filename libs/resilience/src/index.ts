export type { BreakerState } from './breaker';
export { CallFailed, type CallFailure, type CallFailureFacts } from './call-failed';
export { resilienceReport, type CallEnd, type CallReport } from './figures';
export { httpJson, type HttpJson, type HttpJsonAnswer, type HttpJsonRequest, type HttpJsonTarget } from './http-json';
export type { BreakerPolicy, CallPolicy } from './policy';
export { resilientCall, type CallOptions, type ResilientCall } from './resilient-call';
