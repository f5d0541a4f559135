import { hash, randomUUID } from 'node:crypto';
import { newId } from '../../kernel/ids.js';
import { factsOf } from '../../kernel/payload-facts.js';
import { REQUEST, requestContext } from '../telemetry/request-context.js';
import type { AuditedAction } from './audit-meaning.js';
import { actionOfEvent } from './audited-actions.js';

const LONGEST_URL = 500;
const LONGEST_USER_AGENT = 500;
/** IPv6 with an IPv4 address in it. */
const LONGEST_ADDRESS = 45;

/** What is known of an entry beside its action. */
export interface AuditFacts {
  /** Of the event's message, which the entry is then called by. */
  readonly id?: string;
  readonly userId?: string | null;
  readonly organizationId?: string | null;
  /** The room, or the login session. */
  readonly sessionId?: string | null;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly statusCode?: number;
  readonly responseTime?: number;
  /** Personal data beside address and user agent; goes with the account of the person. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Hash commitment to the details: the entry stays what was sealed when they are erased. The salt hides what they were. */
export function digestOf(salt: Buffer, details: string): string {
  return hash('sha256', Buffer.concat([salt, Buffer.from(details)]), 'hex');
}

/** 16 bytes, 122 bits of them random: Node keeps randomness for UUIDs at hand, and asks for all other anew. */
function newSalt(): Buffer {
  return Buffer.from(randomUUID().replaceAll('-', ''), 'hex');
}

/** The argument of the database's function `audit_entry_add`, as JSON. */
export function entryOf(action: AuditedAction, facts: AuditFacts): string {
  const { requestId = null, userId: actorId, [REQUEST]: request } = requestContext.getStore() ?? {};
  const { method, url, ip, userAgent } = request?.() ?? {};
  const personal = {
    ...(ip !== undefined && { ip: ip.slice(0, LONGEST_ADDRESS) }),
    ...(userAgent !== undefined && { userAgent: userAgent.slice(0, LONGEST_USER_AGENT) }),
    ...facts.details,
  };
  const details = JSON.stringify(personal);
  return JSON.stringify({
    id: facts.id ?? newId(),
    retention: action.retention,
    level: action.level,
    action: action.action,
    message: action.message,
    tags: action.tags,
    userId: actorId ?? facts.userId,
    organizationId: facts.organizationId,
    sessionId: facts.sessionId,
    requestId,
    method,
    url: url?.slice(0, LONGEST_URL),
    statusCode: facts.statusCode,
    responseTime: facts.responseTime,
    metadata: facts.metadata ?? {},
    ...(details !== '{}' && committedTo(details)),
  });
}

function committedTo(details: string) {
  const salt = newSalt();
  return { details, salt: salt.toString('hex'), digest: digestOf(salt, details) };
}

/**
 * The entry of an event, which the database writes with its message; null for what is not audited. A payload's `userId` is the
 * doer in a request alone: what happens to people in the worker is not done by them.
 */
export function entryOfMessage(id: string, name: string, payload: object): string | null {
  const action = actionOfEvent(name);
  if (!action) return null;
  const { metadata } = factsOf(payload);
  const isRequest = requestContext.getStore()?.[REQUEST] !== undefined;
  const members = payload as Readonly<Record<string, unknown>>;
  const { actorId, userId, accountId, organizationId, sessionId } = metadata as Readonly<
    Record<string, string | undefined>
  >;
  const constants = action.constants.map((name) => [name, members[name]] as const);
  return entryOf(action, {
    id,
    // Who tries to sign in is not known to be the person, who is the one to be told, though.
    userId: actorId ?? (isRequest ? userId : undefined) ?? accountId,
    organizationId,
    sessionId,
    metadata: { ...metadata, ...Object.fromEntries(constants) },
  });
}
