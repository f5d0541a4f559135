import { ROSTER_SCOPES } from '../../src/modules/learning/oneroster/protocol/scopes.js';
import { checkRosterAnswer } from '../support/oneroster-documents.js';
import type { Person } from './person.js';

export interface RosterAnswer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type of a parsed JSON body
  readonly body: any;
}

/** A system that reads the roster of an organization, and refuses answers that the documents of the standard do not have. */
export class RosterReader {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  get(path: string, query: Readonly<Record<string, string>> = {}): Promise<RosterAnswer> {
    return this.send('GET', `${path}?${new URLSearchParams(query).toString()}`);
  }

  async send(method: string, path: string, body?: unknown): Promise<RosterAnswer> {
    const response = await fetch(`${this.url}/ims/oneroster${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? null : JSON.parse(text);
    const [pathname = '', query = ''] = path.split('?', 2);
    checkRosterAnswer(pathname, query, response.status, parsed);
    return { status: response.status, headers: response.headers, body: parsed };
  }
}

export interface RosterCredentials {
  readonly id: string;
  readonly secret: string;
}

export async function makeRosterClient(
  { api }: Person,
  organizationId: string,
  scopes: readonly string[] = ROSTER_SCOPES,
): Promise<RosterCredentials> {
  const { status, body } = await api.post(`/organizations/${organizationId}/oneroster-clients`, {
    name: 'Library',
    scopes,
  });
  if (status !== 201) throw new Error(`The client was answered with ${status} ${JSON.stringify(body)}`);
  return body;
}

/** What the system gets for its secret. */
export async function askForToken(
  url: string,
  { id, secret }: RosterCredentials,
  form: Readonly<Record<string, string>> = { grant_type: 'client_credentials' },
): Promise<RosterAnswer> {
  const response = await fetch(`${url}/ims/oneroster/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams(form),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** A system with a token, of a client that is made for it. */
export async function rosterReader(
  url: string,
  owner: Person,
  organizationId: string,
  scopes?: readonly string[],
): Promise<RosterReader> {
  const { body } = await askForToken(url, await makeRosterClient(owner, organizationId, scopes));
  return new RosterReader(url, body.access_token);
}
