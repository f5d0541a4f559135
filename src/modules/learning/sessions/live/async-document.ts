import { PROGRAMMING_LANGUAGES } from '../../../../kernel/programming-languages.js';
import { SESSION_STATUSES } from '../room/session.rules.js';
import { LIVE_PASTE_WAYS, PASTE_LENGTH } from '../pastes/paste.rules.js';
import { LARGEST_FRAME_BYTES, LONGEST_INPUT, LONGEST_MESSAGE } from './live-limits.js';
import {
  CHAT_FAULTS,
  EDIT_FAULTS,
  type End,
  ENDS,
  INPUT_FAULTS,
  type LiveRole,
  type ServerMessage,
} from './live-messages.js';

type Schema = Readonly<Record<string, unknown>>;

/** All members are required, and there are no others. */
function object(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', required: Object.keys(properties), additionalProperties: false, properties };
}

const text: Schema = { type: 'string' };
const id: Schema = { type: 'string', format: 'uuid' };
const clientId: Schema = { type: 'integer', minimum: 16, maximum: 2 ** 32 - 1, description: 'The client id of Yjs.' };
const number: Schema = {
  type: 'integer',
  minimum: 1,
  description: 'Counts the frames with updates that this connection has sent.',
};
const oneOf = (values: readonly string[]): Schema => ({ type: 'string', enum: values });
const person: Schema = {
  ...object({ id, name: text, color: { type: 'string', pattern: '^#[0-9a-f]{6}$' }, guest: { const: true } }),
  required: ['id', 'name', 'color'],
  description: '`guest` is there for guests, who have no account and say themselves what they are called.',
};
const ROLES: readonly LiveRole[] = ['owner', 'manager', 'admin', 'editor', 'viewer'];
const room = object({
  title: text,
  language: oneOf(PROGRAMMING_LANGUAGES),
  status: oneOf(SESSION_STATUSES),
  isLocked: { type: 'boolean' },
  hasPasteLog: {
    type: 'boolean',
    description: `Whether it is noted who puts in ${PASTE_LENGTH} characters or more at once. Show it to your reader.`,
  },
  role: { ...oneOf(ROLES), description: 'Of whoever reads it.' },
  canWrite: { type: 'boolean', description: 'Whether the reader may write now.' },
});

function explained(codes: readonly (readonly [code: string, message: string])[]): Schema {
  return {
    ...oneOf(codes.map(([code]) => code)),
    description: codes.map(([code, message]) => `\`${code}\`: ${message}`).join('\n\n'),
  };
}

const instant: Schema = { type: 'string', format: 'date-time' };
const chatMessage = object({ id, author: person, content: text, createdAt: instant });

/** Members of each JSON message of the server beside its type. */
const FROM_SERVER: Readonly<Record<ServerMessage['type'], { summary: string; members: Record<string, Schema> }>> = {
  welcome: {
    summary: 'You are in the room: who you are in it, its state, and who else is there.',
    members: {
      connectionId: id,
      you: person,
      room,
      people: { type: 'array', items: object({ clientId, person }) },
    },
  },
  joined: { summary: 'Somebody came.', members: { clientId, person } },
  left: { summary: 'Somebody went.', members: { clientId, person } },
  room: { summary: 'The room, or what you are in it, changed.', members: { room } },
  paste: {
    summary:
      'Somebody put in much text at once over a connection, which is noted: to those who run the room. `GET /sessions/{id}/pastes` has all.',
    members: {
      person,
      file: object({ id: text, path: text }),
      length: { type: 'integer', minimum: PASTE_LENGTH, description: 'In UTF-16 units.' },
      way: {
        ...oneOf(LIVE_PASTE_WAYS),
        description: '`after_offline`: with what they brought when their connection came back, typed meanwhile or not.',
      },
    },
  },
  saved: { summary: 'All edits up to this frame are in the database, or were refused.', members: { number } },
  refused: {
    summary: 'An edit was not taken, and nothing after it will be: load the room anew.',
    members: { number, code: explained(Object.entries(EDIT_FAULTS)), message: text },
  },
  chat: {
    summary: 'Somebody said something; the sender hears it, too, once it is kept.',
    members: { message: chatMessage },
  },
  run: {
    summary:
      'A program that is run in the room waits, has begun or has ended. `GET /execute/status/{id}` has all of it.',
    members: {
      run: object({
        id,
        kind: oneOf(['run', 'tests']),
        status: { ...text, description: 'As of `GET /execute/status/{id}`.' },
        language: oneOf(PROGRAMMING_LANGUAGES),
        isInteractive: { type: 'boolean', description: 'Whether whoever runs it types what it reads: `run-input`.' },
        runBy: object({ id, name: text }),
        createdAt: instant,
        startedAt: { ...instant, type: ['string', 'null'] },
        finishedAt: { ...instant, type: ['string', 'null'] },
        executionTime: { type: ['integer', 'null'], description: 'In milliseconds.' },
      }),
    },
  },
  'run-output': {
    summary:
      'What a program prints, while it runs. What is missed is in `run-so-far`, and in `liveOutput` of `GET /execute/status/{id}`.',
    members: {
      id: { ...id, description: 'Of the run.' },
      stage: oneOf(['compile', 'run']),
      stream: oneOf(['stdout', 'stderr']),
      offset: {
        type: 'integer',
        minimum: 0,
        description:
          'UTF-16 units of this stream, in this stage, before it. At 0 it begins; again at 0, the run was begun again.',
      },
      text,
    },
  },
  'run-so-far': {
    summary:
      'What a program that runs has printed until now, for whoever comes meanwhile; `run-output` goes on where it ends.',
    members: {
      id: { ...id, description: 'Of the run.' },
      output: object({
        compile: object({ stdout: text, stderr: text }),
        run: object({ stdout: text, stderr: text }),
      }),
    },
  },
  'run-input-refused': {
    summary: 'What was typed last does not come to the program.',
    members: { id, code: explained(Object.entries(INPUT_FAULTS)), message: text },
  },
  'chat-refused': {
    summary: 'What was said is not in the chat.',
    members: { code: explained(Object.entries(CHAT_FAULTS)), message: text },
  },
  error: {
    summary: 'Why the connection ends. The code of its end is 4000 and the status that HTTP would have.',
    members: {
      code: explained(
        Object.entries(ENDS).map(([code, [end, message]]) => [code as End, `${message} (${end})`] as const),
      ),
      message: text,
    },
  },
};

const binary = (summary: string, description: string) => ({
  summary,
  description,
  contentType: 'application/octet-stream',
  payload: { type: 'string', format: 'binary', maxLength: LARGEST_FRAME_BYTES },
});

/** Binary frames, which both sides send; the former two by the names that others use for them. */
const FRAMES = {
  'code-change': binary(
    'An edit: y-protocols, sync (0), update (2).',
    'An update of Yjs in its first encoding. The server sends it on at once, and answers `saved` or `refused`.',
  ),
  'cursor-move': binary(
    'Where a cursor is: y-protocols, awareness (1).',
    'A client tells `{cursor: {anchor, head}}` of its own client id, with relative positions of Yjs. The server adds `user` (`{id, name, color}`).',
  ),
  'sync-request': binary(
    'Asks for what one does not have: y-protocols, sync (0), step 1 (0).',
    'With the state vector of the document. Clients ask after `welcome`; the server asks everybody who may write.',
  ),
  'sync-response': binary(
    'Answers it: y-protocols, sync (0), step 2 (1).',
    'All that the other side did not have. Of a client it counts as an edit.',
  ),
};

const FROM_CLIENT = {
  'chat-message': {
    summary: 'Says something to everybody in the room.',
    payload: object({ type: { const: 'chat' }, content: { type: 'string', minLength: 1, maxLength: LONGEST_MESSAGE } }),
  },
  'run-input': {
    summary: 'Types something for a program that oneself has begun with `interactive`; `end`: nothing follows.',
    payload: {
      ...object({
        type: { const: 'run-input' },
        id: { ...id, description: 'Of the run.' },
        text: { type: 'string', maxLength: LONGEST_INPUT },
        end: { type: 'boolean' },
      }),
      required: ['type', 'id'],
    },
  },
};

/** JSON schema of a message of the server. */
const payloadOf = (type: string, members: Record<string, Schema>) => object({ type: { const: type }, ...members });

/** The AsyncAPI document of rooms, beside the OpenAPI document. */
export function asyncDocument(version: string, publicUrl: string): object {
  const { host, protocol } = new URL(publicUrl);
  const server = Object.fromEntries(
    Object.entries(FROM_SERVER).map(([type, { summary, members }]) => [
      type === 'welcome' ? 'join-session' : type,
      { title: type, summary, contentType: 'application/json', payload: payloadOf(type, members) },
    ]),
  );
  const client = Object.fromEntries(
    Object.entries(FROM_CLIENT).map(([name, message]) => [name, { ...message, contentType: 'application/json' }]),
  );
  const referencesTo = (names: readonly string[]) =>
    names.map((name) => ({ $ref: `#/channels/room/messages/${name}` }));
  const messages = { ...server, ...client, ...FRAMES };
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Lyceum rooms',
      version,
      description: [
        'People write together in rooms over a WebSocket. Offer the subprotocols `lyceum.rooms.v1` and `bearer.{access token}`,',
        'or send the token as `Authorization: Bearer`; guests offer `guest.{guestToken}` in its place. Connecting is joining: `join-session` is the answer. The room has to exist',
        'for the person, who has to be in it (`POST /sessions/{id}/join`).',
      ].join(' '),
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    servers: { lyceum: { host, protocol: protocol === 'https:' ? 'wss' : 'ws' } },
    channels: {
      room: {
        address: '/api/v1/sessions/{id}/ws',
        parameters: { id: { description: 'The id of the room.' } },
        bindings: {
          ws: { method: 'GET', query: { type: 'object', required: ['clientId'], properties: { clientId } } },
        },
        messages: Object.fromEntries(
          Object.keys(messages).map((name) => [name, { $ref: `#/components/messages/${name}` }]),
        ),
      },
    },
    operations: {
      toClients: {
        action: 'send',
        channel: { $ref: '#/channels/room' },
        messages: referencesTo([...Object.keys(server), ...Object.keys(FRAMES)]),
      },
      fromClients: {
        action: 'receive',
        channel: { $ref: '#/channels/room' },
        messages: referencesTo([...Object.keys(client), ...Object.keys(FRAMES)]),
      },
    },
    components: { messages },
  };
}
