import type { OutputStream, StageName } from '../../../../kernel/run-result.js';
import type { SessionRole } from '../collaborators/collaborator.rules.js';
import type { PasteWay } from '../pastes/paste.rules.js';
import type { SessionLanguage, SessionStatus } from '../room/session.rules.js';
import type { LivePerson } from './cursors.js';
import type { EditRefusal } from './room-document.js';

/** What somebody is in a room while they are there; `manager`: owner or admin of its organization without a place. */
export type LiveRole = 'owner' | 'manager' | SessionRole;

export interface RoomState {
  readonly title: string;
  readonly language: SessionLanguage;
  readonly status: SessionStatus;
  readonly isLocked: boolean;
  /** Whether it is noted who puts in much text at once. */
  readonly hasPasteLog: boolean;
  /** The reader’s own. */
  readonly role: LiveRole;
  readonly canWrite: boolean;
}

export type EditFault = EditRefusal | 'read_only' | 'cannot_be_saved' | 'too_much_written';

export interface ChatMessage {
  readonly id: string;
  readonly author: LivePerson;
  readonly content: string;
  readonly createdAt: Date;
}

/** Why something said does not come into the chat. */
export const CHAT_FAULTS = {
  room_closed: 'The room is closed: nobody says anything in it.',
  invalid_text: 'A message has 1 to 2,000 characters.',
  too_fast: 'That is more than somebody may say at once. Wait a moment.',
} as const;
export type ChatFault = keyof typeof CHAT_FAULTS;

/** Why a connection ends, with the code of its end: 4000 and the status that HTTP would have. */
export const ENDS = {
  malformed_message: [4400, 'A message could not be read.'],
  session_ended: [4401, 'The login session has ended. Sign in again.'],
  token_invalid: [4401, 'The access token is not valid.'],
  token_expired: [4401, 'The access token has expired. Connect with a new one.'],
  forbidden: [4403, 'You are not in this room. Join it first.'],
  not_found: [4404, 'There is no such room.'],
  replaced: [4409, 'Another connection has taken this client id.'],
  client_id_taken: [4409, 'The client id is somebody else’s. Take another.'],
  edit_refused: [4422, 'An edit could not be taken. Load the room anew.'],
  too_many_connections: [4429, 'There are too many connections to this room.'],
  rate_limited: [4429, 'That is more than somebody may send. Wait, then connect again.'],
  too_slow: [4408, 'The connection does not read what it is sent.'],
  service_unavailable: [4503, 'Connect again in a moment.'],
} as const satisfies Record<string, readonly [code: number, message: string]>;
export type End = keyof typeof ENDS;

/** In the order of `EditFault`. */
export const EDIT_FAULTS: Readonly<Record<EditFault, string>> = {
  malformed_update: 'The edit could not be read.',
  unsupported_update: 'Rooms have text with `\\n` between its lines, in files whose paths are valid, and nothing else.',
  update_too_large: 'The edit has too many parts. Make it in several.',
  document_too_large:
    'The room is full: all its files together may have 1 MiB in 100,000 pieces. Delete something first.',
  too_many_files: 'The room has as many files as it may have.',
  path_taken: 'Another file has this path.',
  update_ahead: 'The edit follows something that never came. Load the room anew.',
  foreign_client: 'The edit is in the name of somebody else.',
  edit_contradicts: 'Something else was written in place of the edit. Load the room anew.',
  read_only: 'You cannot write in this room now.',
  too_much_written: 'You have written more than somebody may in an hour. Keep what you have, and come back later.',
  cannot_be_saved: 'Edits cannot be saved now. Wait, and do not close the page.',
};

/** Why something typed does not come to a program. */
export const INPUT_FAULTS = {
  not_found: 'There is no such run in this room.',
  forbidden: 'It is not your run, or you may not run anything in this room now.',
  takes_no_input: 'The program has ended, or was not begun to be talked to.',
  input_full: 'The program has been given as much input as it may get.',
  too_fast: 'That is more than somebody may type at once. Wait a moment.',
  unavailable: 'Nothing can be typed now. Try again in a moment.',
} as const;
export type InputFault = keyof typeof INPUT_FAULTS;

/** A program that is run in a room, without what it reads and prints. */
export interface RoomRun {
  readonly id: string;
  readonly kind: 'run' | 'tests';
  readonly status: string;
  readonly language: SessionLanguage;
  /** Whether whoever runs it types what it reads. */
  readonly isInteractive: boolean;
  readonly runBy: { readonly id: string; readonly name: string };
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** In milliseconds. */
  readonly executionTime: number | null;
}

export type PrintedSoFar = Readonly<Record<StageName, Readonly<Record<OutputStream, string>>>>;

/** What happens to programs that are run in a room. */
export type RunMessage =
  /** It waits, has begun or has ended. */
  | { readonly type: 'run'; readonly run: RoomRun }
  | {
      readonly type: 'run-output';
      readonly id: string;
      readonly stage: StageName;
      readonly stream: OutputStream;
      /** UTF-16 units of this stream, in this stage, before it. */
      readonly offset: number;
      readonly text: string;
    }
  /** What it has printed until now, for whoever comes while it runs; what follows is `run-output`. */
  | { readonly type: 'run-so-far'; readonly id: string; readonly output: PrintedSoFar }
  /** What was typed last does not come to the program. */
  | { readonly type: 'run-input-refused'; readonly id: string; readonly code: InputFault; readonly message: string };

/** JSON that the server sends. */
export type ServerMessage =
  | {
      readonly type: 'welcome';
      readonly connectionId: string;
      readonly you: LivePerson;
      readonly room: RoomState;
      readonly people: readonly { readonly clientId: number; readonly person: LivePerson }[];
    }
  | { readonly type: 'joined' | 'left'; readonly clientId: number; readonly person: LivePerson }
  | { readonly type: 'room'; readonly room: RoomState }
  /** To those who run the room: somebody put in much text at once, and it is noted. */
  | {
      readonly type: 'paste';
      readonly person: LivePerson;
      readonly file: { readonly id: string; readonly path: string };
      /** In UTF-16 units. */
      readonly length: number;
      readonly way: PasteWay;
    }
  | RunMessage
  | { readonly type: 'chat'; readonly message: ChatMessage }
  /** What it said last is not in the chat. */
  | { readonly type: 'chat-refused'; readonly code: ChatFault; readonly message: string }
  /** All edits of this connection up to this number, which counts its frames with updates, are saved. */
  | { readonly type: 'saved'; readonly number: number }
  | { readonly type: 'refused'; readonly number: number; readonly code: EditFault; readonly message: string }
  | { readonly type: 'error'; readonly code: End; readonly message: string };
