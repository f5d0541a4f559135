import { invalid } from '../../../../kernel/invalid.js';
import type { CodedError } from '../../../../kernel/coded-error.js';

/** The `eventTypeId` of a body does not exist, or is not visible to the caller. */
export function unknownEventType(): CodedError {
  return invalid([
    {
      pointer: '/eventTypeId',
      field: 'eventTypeId',
      message: 'is no event type that you can book',
      code: 'unknown_event_type',
    },
  ]);
}
