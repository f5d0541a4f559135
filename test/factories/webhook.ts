import { Webhook } from 'standardwebhooks';
import { eventually } from '../support/eventually.js';
import type { ApiResponse } from '../support/http.js';
import type { ReceivedRequest, Receiver } from '../support/receiver.js';
import type { Person } from './person.js';

/** Adds a webhook over the API. @returns it as the API answers it, with its secret */
export async function addWebhook(
  { api }: Pick<Person, 'api'>,
  url: string,
  more: object = {},
): Promise<ApiResponse['body']> {
  const { status, body } = await api.post('/webhooks', { url, events: ['*'], ...more });
  if (status !== 201) throw new Error(`The webhook was answered with ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Waits until the receiver has got that many requests. */
export function received(receiver: Receiver, count: number): Promise<readonly ReceivedRequest[]> {
  return eventually(
    () => Promise.resolve(receiver.requests),
    ({ length }) => length >= count,
    20_000,
  );
}

/** What a receiver does that has read the documentation. @throws Error when the signature does not fit */
export function verified(secret: string, { body, headers }: ReceivedRequest): ApiResponse['body'] {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}
