import { ApiSchema } from '@nestjs/swagger';
import { Examples } from '../../../../infra/http/examples.js';
import { BooleanField, IdField, LineField, TextField } from '../../../../infra/http/fields.js';
import { EnumListField } from '../../../../infra/http/list-fields.js';
import { CHOOSABLE_EVENTS } from '../catalogue/webhook-catalogue.js';

const URL_FIELD = {
  format: 'uri',
  max: 2048,
  example: 'https://receiver.example/lyceum',
  description:
    'An https:// address on the public internet, without user name and password. Redirects are not followed.',
};
const EVENTS_FIELD = {
  minItems: 1,
  maxItems: 50,
  name: 'WebhookEventChoice',
  example: ['booking.confirmed', 'booking.cancelled'],
  description: 'What to be told of, see `GET /webhooks/event-types`; `*` stands for everything, now and later.',
};

@Examples({
  bookings: {
    summary: 'What happens to your bookings',
    value: { url: 'https://receiver.example.com/lyceum', events: ['booking.confirmed', 'booking.cancelled'] },
  },
  everything: { summary: 'Everything', value: { url: 'https://receiver.example.com/lyceum', events: ['*'] } },
})
@ApiSchema({ name: 'NewWebhook' })
export class NewWebhookDto {
  @TextField(URL_FIELD)
  url: string;

  @EnumListField(CHOOSABLE_EVENTS, EVENTS_FIELD)
  events: string[];

  @LineField({ max: 200, min: 0, optional: true, nullable: true, example: 'Our calendar' })
  description?: string | null;

  @IdField({
    optional: true,
    nullable: true,
    description: 'An organization that you own or administer: its bookings and members. Otherwise your own bookings.',
  })
  organizationId?: string | null;

  @BooleanField({ optional: true, description: 'On unless told.' })
  isActive?: boolean;
}

@Examples({
  pause: { summary: 'Send nothing for now', value: { isActive: false } },
})
@ApiSchema({ name: 'ChangeWebhook' })
export class ChangeWebhookDto {
  @TextField({ ...URL_FIELD, optional: true })
  url?: string;

  @EnumListField(CHOOSABLE_EVENTS, { ...EVENTS_FIELD, optional: true })
  events?: string[];

  @LineField({ max: 200, min: 0, optional: true, nullable: true, example: 'Our calendar' })
  description?: string | null;

  @BooleanField({
    optional: true,
    description:
      '`false`: nothing is sent, and what waits is dropped. `true` also after the system has switched it off.',
  })
  isActive?: boolean;
}
