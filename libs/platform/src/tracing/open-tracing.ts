import type { DoorConfig } from '../config/door.config';
import { unrecorded, type ProcessTracing } from './process-tracing';

/** The traces of a process, recorded if its config says where to send them. */
export function openTracing({ traceExportUrl, traceShare }: DoorConfig, service: string): ProcessTracing {
  if (traceExportUrl === undefined) return unrecorded;
  // Twenty megabytes and a tenth of a second, which a process that records nothing does not pay.
  const { RecordedTracing } = require('./recorded-tracing') as typeof import('./recorded-tracing');
  return new RecordedTracing({ service, url: traceExportUrl, share: traceShare });
}
