import { IntegerField } from '../../../infra/http/fields.js';

/*
 * Common fields of requests for slots.
 */

export function DurationField(): PropertyDecorator {
  return IntegerField({
    optional: true,
    min: 5,
    max: 1440,
    example: 30,
    description: 'One of the durations of the event type; its first when it is left out.',
  });
}

export function SeatsField(): PropertyDecorator {
  return IntegerField({ optional: true, min: 1, max: 1000, default: 1, description: 'For event types with seats.' });
}
