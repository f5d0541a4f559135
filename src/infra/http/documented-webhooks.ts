import type { OpenAPIObject } from '@nestjs/swagger';

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];
type PathItem = OpenAPIObject['paths'][string];
type Parameters = NonNullable<NonNullable<OpenAPIObject['components']>['parameters']>;
type Responses = NonNullable<NonNullable<OpenAPIObject['components']>['responses']>;

/** A webhook message for the OpenAPI document. */
export interface DocumentedWebhook {
  /** Its `type`. */
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** Tag of the operations that manage webhooks. */
  readonly tag: string;
  readonly schemaName: string;
  /** Schema of the body; left out when the document has one of this name already. */
  readonly schema?: Schema;
  /** For bodies whose members' examples do not fit together. */
  readonly example?: object;
}

const described = new Map<string, DocumentedWebhook>();

/** Declares a message for the `webhooks` of the document (OpenAPI 3.1, 4.8.1), from the HTTP module of a feature. */
export function describeWebhook(webhook: DocumentedWebhook): void {
  described.set(webhook.name, webhook);
}

/** The headers of Standard Webhooks 1.0, which every message has. */
const HEADERS = {
  WebhookIdHeader: {
    name: 'webhook-id',
    in: 'header',
    required: true,
    description: 'Names the message: the same for every attempt. Do nothing twice for one id.',
    schema: { type: 'string' },
  },
  WebhookTimestampHeader: {
    name: 'webhook-timestamp',
    in: 'header',
    required: true,
    description: 'Seconds since 1970 of this attempt. Refuse what is older than five minutes.',
    schema: { type: 'string', pattern: '^[0-9]+$' },
  },
  WebhookSignatureHeader: {
    name: 'webhook-signature',
    in: 'header',
    required: true,
    description:
      'One or more of `v1,` and the HMAC-SHA256 of id, timestamp and body, joined by dots, in base64; separated by spaces.',
    schema: { type: 'string' },
  },
} satisfies Parameters;

const TAKEN = {
  description: 'Taken. After a 410 nothing is sent there any more; all else is sent again for 24 hours.',
};

export interface WebhookParts {
  readonly webhooks: Record<string, PathItem>;
  readonly schemas: Record<string, Schema>;
  readonly parameters: Parameters;
  readonly responses: Responses;
}

export function webhookParts(): WebhookParts {
  const all = [...described.values()].sort((a, b) => a.name.localeCompare(b.name));
  return {
    webhooks: Object.fromEntries(all.map((webhook) => [webhook.name, pathItemOf(webhook)])),
    schemas: Object.fromEntries(all.flatMap(({ schemaName, schema }) => (schema ? [[schemaName, schema]] : []))),
    parameters: all.length > 0 ? HEADERS : {},
    responses: all.length > 0 ? { Taken: TAKEN } : {},
  };
}

function pathItemOf({ name, summary, description, tag, schemaName, example }: DocumentedWebhook): PathItem {
  return {
    post: {
      operationId: `on.${camel(name)}`,
      summary,
      description,
      tags: [tag],
      security: [],
      parameters: Object.keys(HEADERS).map((header) => ({ $ref: `#/components/parameters/${header}` })),
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { $ref: `#/components/schemas/${schemaName}` },
            ...(example ? { example } : {}),
          },
        },
      },
      responses: { '2XX': { $ref: '#/components/responses/Taken' } },
    },
  };
}

/** `booking.attendee_added` -> `bookingAttendeeAdded` */
const camel = (name: string) => name.replace(/[._](\w)/g, (_match, letter: string) => letter.toUpperCase());
