/**
 * A message type: either an event (a past-tense fact, any number of consumers) or a job (a request, one consumer).
 * The payload carries ids and the few values that the consumer cannot read again; it must survive JSON.
 */
export interface MessageType<P extends object> {
  readonly kind: 'event' | 'job';
  /** `<aggregate>.<fact>` for events, `<feature>.<verb>` for jobs; at most 100 characters. */
  readonly name: string;
  /** Ordering key: the payload member whose value messages are kept in order by, whoever caused them. */
  readonly about?: string;
  /** Phantom type: never set. */
  readonly payload?: P;
}

const declared = new Map<string, MessageType<object>>();

function define<P extends object>(kind: 'event' | 'job', name: string, about?: keyof P & string): MessageType<P> {
  if (declared.has(name)) throw new Error(`The message type ${name} is declared twice.`);
  const type: MessageType<P> = { kind, name, ...(about && { about }) };
  declared.set(name, type);
  return type;
}

export function defineEvent<P extends object>(name: string, about?: keyof P & string): MessageType<P> {
  return define<P>('event', name, about);
}

export function defineJob<P extends object>(name: string): MessageType<P> {
  return define<P>('job', name);
}

/** Every declared message type, by name. Complete once all feature modules are imported. */
export function declaredMessages(): MessageType<object>[] {
  return [...declared.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** A message as its consumer receives it. */
export interface Message<P extends object = object> {
  readonly id: string;
  readonly name: string;
  readonly payload: P;
  /** The request that caused it, for the logs; null when a scheduled task did. */
  readonly requestId: string | null;
  /** Lane of fair queueing: an account's id, or a name for guests or the system. Messages that follow inherit it. */
  readonly lane: string;
  readonly createdAt: Date;
}

/** Narrows a message to one of the types that a consumer listens to. */
export function isMessage<P extends object>(message: Message, type: MessageType<P>): message is Message<P> {
  return message.name === type.name;
}
