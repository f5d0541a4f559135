/** What the server of a room sends as JSON; `/asyncapi.json` describes it. */

export interface LivePerson {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  /** There for guests, who have no account and say themselves what they are called. */
  readonly guest?: true;
}

export interface RoomState {
  readonly title: string;
  readonly language: string;
  readonly status: 'active' | 'paused' | 'completed' | 'archived';
  readonly isLocked: boolean;
  /** Whether it is noted who puts in much text at once. */
  readonly hasPasteLog: boolean;
  readonly role: string;
  readonly canWrite: boolean;
}

export interface PersonHere {
  readonly clientId: number;
  readonly person: LivePerson;
}

export interface ChatMessage {
  readonly id: string;
  readonly author: { readonly id: string; readonly name: string; readonly guest?: true | undefined };
  readonly content: string;
  readonly createdAt: string;
}

/** Somebody has put in much text at once. */
export interface Paste {
  readonly person: LivePerson;
  readonly file: { readonly id: string; readonly path: string };
  readonly length: number;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** A program that is run in the room. */
export interface RoomRun {
  readonly id: string;
  readonly kind: 'run' | 'tests';
  readonly status: string;
  readonly language: string;
  /** Whether whoever runs it types what it reads. */
  readonly isInteractive: boolean;
  readonly runBy: { readonly id: string; readonly name: string };
  readonly createdAt: string;
  readonly executionTime: number | null;
}

/** What a program prints, as it comes. */
export interface RunOutput {
  readonly id: string;
  readonly stage: 'compile' | 'run';
  readonly stream: 'stdout' | 'stderr';
  /** UTF-16 units of this stream, in this stage, before it. */
  readonly offset: number;
  readonly text: string;
}

/** All that a program has printed until now. */
export type OutputSoFar = Readonly<Record<RunOutput['stage'], Readonly<Record<RunOutput['stream'], string>>>>;

export type ServerMessage =
  | {
      readonly type: 'welcome';
      readonly you: LivePerson;
      readonly room: RoomState;
      readonly people: readonly PersonHere[];
    }
  | ({ readonly type: 'joined' | 'left' } & PersonHere)
  | { readonly type: 'room'; readonly room: RoomState }
  /** To those who run the room. */
  | ({ readonly type: 'paste' } & Paste)
  | { readonly type: 'saved'; readonly number: number }
  | ({ readonly type: 'refused'; readonly number: number } & Refusal)
  | { readonly type: 'chat'; readonly message: ChatMessage }
  | ({ readonly type: 'chat-refused' } & Refusal)
  | { readonly type: 'run'; readonly run: RoomRun }
  | ({ readonly type: 'run-output' } & RunOutput)
  /** For whoever comes while it runs. */
  | { readonly type: 'run-so-far'; readonly id: string; readonly output: OutputSoFar }
  /** What was typed last does not come to the program. */
  | ({ readonly type: 'run-input-refused'; readonly id: string } & Refusal)
  | ({ readonly type: 'error' } & Refusal);
