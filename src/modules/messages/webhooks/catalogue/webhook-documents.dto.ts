import { getSchemaPath } from '@nestjs/swagger';
import { describeWebhook } from '../../../../infra/http/documented-webhooks.js';
import { TEST_EVENT, WEBHOOK_EVENTS, type WebhookEvent, type WebhookSubject } from './webhook-catalogue.js';
import { WEBHOOK_CHANGES } from './webhook-change.dto.js';
import {
  BookingWebhookDataDto,
  BookingWebhookMessageDto,
  CourseWebhookDataDto,
  CourseWebhookMessageDto,
  MembershipWebhookDataDto,
  MembershipWebhookMessageDto,
  SessionWebhookDataDto,
  SessionWebhookMessageDto,
} from './webhook-event.dto.js';
import { changesState, eventTypes, messageSchemaName } from './webhook-event-types.js';

const TELL_APART = 'The answer is the status alone; what it says is kept for `GET /webhook-deliveries/{id}`.';

/** Every message of the catalogue becomes a webhook of the OpenAPI document, with the schema of its own `change`. */
export function documentWebhooks(): void {
  for (const { type, description, bodyExample } of eventTypes()) {
    const event = WEBHOOK_EVENTS.find(({ name }) => name === type);
    describeWebhook({
      name: type,
      summary: description,
      description:
        type === TEST_EVENT
          ? `Check the signature, and answer as you would any other. ${TELL_APART}`
          : `For webhooks that chose \`${type}\` or \`*\`. ${TELL_APART}`,
      tag: 'Webhooks',
      schemaName: messageSchemaName(type),
      ...(event ? { schema: schemaOf(event) } : {}),
      ...(changesState(type) ? { example: bodyExample } : {}),
    });
  }
}

const FORMS = {
  booking: [BookingWebhookMessageDto, BookingWebhookDataDto],
  membership: [MembershipWebhookMessageDto, MembershipWebhookDataDto],
  session: [SessionWebhookMessageDto, SessionWebhookDataDto],
  course: [CourseWebhookMessageDto, CourseWebhookDataDto],
} as const satisfies Record<WebhookSubject, unknown>;

function schemaOf({ name, subject, description }: WebhookEvent): object {
  const change = WEBHOOK_CHANGES.get(name);
  const [message, data] = FORMS[subject];
  return {
    type: 'object',
    description,
    allOf: [{ $ref: getSchemaPath(message) }],
    properties: {
      type: { type: 'string', const: name },
      ...(change
        ? {
            data: {
              type: 'object',
              allOf: [{ $ref: getSchemaPath(data) }],
              properties: { change: { $ref: getSchemaPath(change) } },
            },
          }
        : {}),
    },
  };
}
