import * as Y from 'yjs';
import { Cursors } from './cursors.ts';
import type {
  ChatMessage,
  LivePerson,
  OutputSoFar,
  Paste,
  PersonHere,
  Refusal,
  RoomRun,
  RoomState,
  RunOutput,
  ServerMessage,
} from './messages.ts';
import type { Pass } from './pass.ts';
import { afterEnd, type Over } from './retry.ts';
import { RoomSync, type Safety } from './room-sync.ts';

/** A connection that says nothing of what it was sent is none. */
const SILENCE_MS = 8_000;
const SUBPROTOCOL = 'lyceum.rooms.v1';

export interface RoomView {
  readonly isLive: boolean;
  /** Whether it was ever live: until then there is nothing to show. */
  readonly hasBegun: boolean;
  readonly over: Over | null;
  /** As many are connected as may be: it is tried again. */
  readonly isFull: boolean;
  readonly you: LivePerson | null;
  readonly room: RoomState | null;
  /** Also the other pages of the reader. */
  readonly people: readonly PersonHere[];
  readonly safety: Safety;
  readonly refusal: Refusal | null;
}

/** What happens once, in place of what is. */
export type RoomNews =
  | { readonly type: 'joined' | 'left'; readonly person: LivePerson }
  | ({ readonly type: 'paste' } & Paste)
  | { readonly type: 'chat'; readonly message: ChatMessage }
  | { readonly type: 'chat-refused'; readonly refusal: Refusal }
  | { readonly type: 'run'; readonly run: RoomRun }
  | ({ readonly type: 'run-output' } & RunOutput)
  | { readonly type: 'run-so-far'; readonly id: string; readonly output: OutputSoFar }
  | { readonly type: 'run-input-refused'; readonly id: string; readonly refusal: Refusal }
  /** Something may have been missed. */
  | { readonly type: 'back' };

const BEFORE: Omit<RoomView, 'safety' | 'refusal'> = {
  isLive: false,
  hasBegun: false,
  over: null,
  isFull: false,
  you: null,
  room: null,
  people: [],
};

/** A room in this page: its document, and the connection, which comes back by itself. */
export class Room {
  readonly doc = new Y.Doc();
  readonly cursors = new Cursors(this.doc);
  private readonly sync: RoomSync;
  private readonly listeners = new Set<() => void>();
  private readonly newsListeners = new Set<(news: RoomNews) => void>();
  /** What came before anything was shown. */
  private readonly early: RoomNews[] = [];
  private state = BEFORE;
  private shown: RoomView;
  private socket: WebSocket | null = null;
  private endCode: string | null = null;
  private failures = 0;
  private hasRenewed = false;
  private isClosed = false;
  private retry: ReturnType<typeof setTimeout> | null = null;
  private silence: ReturnType<typeof setTimeout> | null = null;

  constructor(
    readonly id: string,
    private readonly pass: Pass,
  ) {
    this.sync = new RoomSync(this.doc, this.cursors, () => this.show());
    this.shown = this.view();
  }

  get snapshot(): RoomView {
    return this.shown;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  onNews(listener: (news: RoomNews) => void): () => void {
    this.newsListeners.add(listener);
    // When all who listen are there.
    if (this.early.length > 0) queueMicrotask(() => this.early.splice(0).forEach((news) => this.tell(news)));
    return () => this.newsListeners.delete(listener);
  }

  /** @returns what ends it */
  open(): () => void {
    const online = () => this.connectNow();
    // The socket would not know for a while.
    const offline = () => this.socket?.close();
    window.addEventListener('online', online);
    window.addEventListener('offline', offline);
    void this.connect();
    return () => {
      this.isClosed = true;
      window.removeEventListener('online', online);
      window.removeEventListener('offline', offline);
      this.stopWaiting();
      this.socket?.close();
    };
  }

  say(content: string): void {
    this.socket?.send(JSON.stringify({ type: 'chat', content }));
  }

  /** @param text for a program of the reader’s own that runs here; null: nothing follows */
  type(runId: string, text: string | null): void {
    this.socket?.send(JSON.stringify({ type: 'run-input', id: runId, ...(text === null ? { end: true } : { text }) }));
  }

  sayWhere(state: object): void {
    this.sync.sayWhere(state);
  }

  connectNow(): void {
    if (this.socket || this.isClosed || this.state.over) return;
    this.stopWaiting();
    void this.connect();
  }

  private async connect(): Promise<void> {
    this.endCode = null;
    let protocol: string;
    try {
      protocol = await this.pass.subprotocol();
    } catch {
      // Whoever is signed in no more is told so by the pass; without a network it is tried again.
      this.comeBack();
      return;
    }
    if (this.isClosed || this.socket) return;
    const address = new URL(`/api/v1/sessions/${this.id}/ws?clientId=${this.doc.clientID}`, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = new WebSocket(address, [SUBPROTOCOL, protocol]);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (this.socket !== socket) return;
      this.heard();
      if (typeof data === 'string') this.take(JSON.parse(data) as ServerMessage);
      else this.sync.takeFrame(new Uint8Array(data));
      this.listenForAnswer();
    };
    socket.onclose = () => {
      if (this.socket === socket) this.ended();
    };
  }

  private take(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome': {
        const { you, room, people } = message;
        const isBack = this.state.hasBegun;
        [this.failures, this.hasRenewed] = [0, false];
        this.state = { isLive: true, hasBegun: true, over: null, isFull: false, you, room, people };
        this.sync.begin(room, (frame) => {
          this.socket?.send(frame as Uint8Array<ArrayBuffer>);
          this.listenForAnswer();
        });
        if (isBack) this.tell({ type: 'back' });
        return;
      }
      case 'joined':
      case 'left': {
        const { type, clientId, person } = message;
        const others = this.state.people.filter((one) => one.clientId !== clientId);
        this.state = { ...this.state, people: type === 'joined' ? [...others, { clientId, person }] : others };
        if (type === 'left') this.cursors.forget(clientId);
        this.show();
        this.tell({ type, person });
        return;
      }
      case 'room':
        this.state = { ...this.state, room: message.room };
        this.sync.know(message.room);
        return;
      case 'saved':
      case 'refused':
        this.sync.takeMessage(message);
        return;
      case 'paste':
      case 'chat':
      case 'run':
      case 'run-output':
      case 'run-so-far':
        this.tell(message);
        return;
      case 'chat-refused':
        this.tell({ type: 'chat-refused', refusal: message });
        return;
      case 'run-input-refused':
        this.tell({ type: 'run-input-refused', id: message.id, refusal: message });
        return;
      case 'error':
        this.endCode = message.code;
    }
  }

  private ended(): void {
    this.socket = null;
    this.heard();
    this.state = { ...this.state, isLive: false, isFull: this.endCode === 'too_many_connections', people: [] };
    this.sync.end();
    if (this.isClosed) return;
    const then = afterEnd(this.endCode, this.failures, Math.random);
    if (then.kind === 'over') {
      this.state = { ...this.state, over: then.why };
      this.show();
    } else if (then.kind === 'rename') {
      this.doc.clientID = new Y.Doc().clientID;
      void this.connect();
    } else if (then.kind === 'renew' && !this.hasRenewed) {
      this.hasRenewed = true;
      void this.pass.renew().then(() => this.connect());
    } else this.comeBack();
  }

  private comeBack(): void {
    if (this.isClosed) return;
    const then = afterEnd(this.endCode, this.failures, Math.random);
    this.failures += 1;
    this.stopWaiting();
    this.retry = setTimeout(() => void this.connect(), then.kind === 'again' ? then.pauseMs : SILENCE_MS);
  }

  private stopWaiting(): void {
    if (this.retry) clearTimeout(this.retry);
    this.retry = null;
    this.heard();
  }

  /** While something is on its way that the server has to answer: half-open sockets say nothing for minutes. */
  private listenForAnswer(): void {
    if (this.silence || this.sync.safety !== 'saving') return;
    this.silence = setTimeout(() => {
      const { socket } = this;
      // A broken one takes its time to close.
      if (socket) this.ended();
      socket?.close();
    }, SILENCE_MS);
  }

  private heard(): void {
    if (this.silence) clearTimeout(this.silence);
    this.silence = null;
  }

  private show(): void {
    this.shown = this.view();
    for (const listener of this.listeners) listener();
  }

  private view(): RoomView {
    return { ...this.state, safety: this.sync.safety, refusal: this.sync.refusal };
  }

  private tell(news: RoomNews): void {
    if (this.newsListeners.size === 0 && isOfRuns(news)) this.early.push(news);
    for (const listener of this.newsListeners) listener(news);
  }
}

/** The rest is read, or is over when somebody looks. */
const isOfRuns = ({ type }: RoomNews) => type === 'run' || type === 'run-output' || type === 'run-so-far';
