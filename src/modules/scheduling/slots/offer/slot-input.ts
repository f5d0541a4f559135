import { invalid } from '../../../../kernel/invalid.js';
import type { CodedError } from '../../../../kernel/coded-error.js';

/** For bodies that name an event type which is not there, or not for this person. */
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
