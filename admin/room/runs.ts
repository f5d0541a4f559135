import { type Execution, ExecutionsApi, type ExecutionLanguages, type NewExecution } from '@lyceum/sdk';
import type { Refusal, RoomRun } from './messages.ts';
import type { Pass } from './pass.ts';
import { outputSoFar, type Printed, wholeOutput, withOutput, withTyped } from './printed.ts';
import type { Room, RoomNews } from './room.ts';

export type RunSummary = Omit<RoomRun, 'kind'> & { readonly kind: string };

export interface ShownRun extends RunSummary {
  readonly printed: Printed;
  /** Why what was typed last does not come to it. */
  readonly refusal: Refusal | null;
  /** All of it, once it has ended. */
  readonly result: Execution | null;
}

export interface RunsView {
  /** The one that is looked at: the last that was begun, or one of the history. */
  readonly shown: ShownRun | null;
  /** The latest first. */
  readonly history: readonly RunSummary[];
  readonly languages: ExecutionLanguages | null;
}

export const isUnfinished = ({ status }: { readonly status: string }) => status === 'queued' || status === 'running';

const MOST_SHOWN = 20;

/** What is run in a room, by whom ever. */
export class Runs {
  /** Null for guests, who read nothing of programs but what is printed while they are there. */
  private readonly api: ExecutionsApi | null;
  private readonly listeners = new Set<() => void>();
  private state: RunsView = { shown: null, history: [], languages: null };

  constructor(
    private readonly room: Room,
    { connection, isGuest }: Pass,
    private readonly onEnded: (run: ShownRun) => void,
  ) {
    this.api = isGuest ? null : new ExecutionsApi(connection);
  }

  /** Whether what was run before can be read. */
  get hasHistory(): boolean {
    return this.api !== null;
  }

  get snapshot(): RunsView {
    return this.state;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @throws what the server says */
  async load(): Promise<void> {
    if (!this.api) return;
    const [{ data }, languages] = await Promise.all([
      this.api.list(this.room.id, { limit: MOST_SHOWN }),
      this.api.listLanguages(),
    ]);
    const history = data.map((one): RunSummary => ({ ...one, runBy: one.executedBy }));
    this.set({ history, languages });
    const [latest] = history;
    const { shown } = this.state;
    if (latest && (!shown || isUnfinished(latest) || shown.id === latest.id)) await this.look(latest.id);
  }

  take(news: RoomNews): void {
    if (news.type === 'run') this.hear(news.run);
    if (news.type === 'run-input-refused' && news.id === this.state.shown?.id)
      this.set({ shown: { ...this.state.shown, refusal: news.refusal } });
    if (news.type === 'run-so-far' && news.id === this.state.shown?.id)
      this.set({ shown: { ...this.state.shown, printed: outputSoFar(this.state.shown.printed, news.output) } });
    if (news.type !== 'run-output' || news.id !== this.state.shown?.id) return;
    const printed = withOutput(this.state.shown.printed, news);
    if (printed) this.set({ shown: { ...this.state.shown, printed } });
    else void this.look(news.id);
  }

  /** @throws what the server says */
  async start(program: NewExecution): Promise<void> {
    const run = await this.api?.create({ ...program, sessionId: this.room.id });
    if (run) this.hear({ ...run, kind: 'run', runBy: run.executedBy });
  }

  /** @param text for the program that is shown; null: nothing follows */
  type(text: string | null): void {
    const { shown } = this.state;
    if (!shown) return;
    this.room.type(shown.id, text);
    this.set({
      shown: { ...shown, refusal: null, printed: text === null ? shown.printed : withTyped(shown.printed, text) },
    });
  }

  /** @throws what the server says */
  async stop(): Promise<void> {
    if (this.state.shown) await this.api?.cancel(this.state.shown.id);
  }

  /** Shows a run. @throws what the server says */
  async look(id: string): Promise<void> {
    const run = await this.api?.get(id);
    if (!run) return;
    const { shown } = this.state;
    // Another one has begun meanwhile.
    if (shown && shown.id !== id && isUnfinished(shown)) return;
    const printed = wholeOutput(shown?.id === id ? shown.printed : [], run);
    const refusal = shown?.id === id ? shown.refusal : null;
    const next: ShownRun = { ...run, runBy: run.executedBy, printed, refusal, result: isUnfinished(run) ? null : run };
    const hasEnded = next.result !== null && shown?.id === id && shown.result === null;
    this.set({ shown: next });
    if (hasEnded) this.onEnded(next);
  }

  private hear(run: RoomRun): void {
    const { shown, history } = this.state;
    const known = history.find(({ id }) => id === run.id);
    // The answer to who began it may come after it has ended.
    if (known && !isUnfinished(known) && isUnfinished(run)) return;
    const others = history.filter(({ id }) => id !== run.id);
    const isNew = shown?.id !== run.id && isUnfinished(run) && !known;
    this.set({
      history: [run, ...others].slice(0, MOST_SHOWN),
      ...(isNew && { shown: { ...run, printed: [], refusal: null, result: null } }),
      ...(shown?.id === run.id && { shown: { ...shown, ...run } }),
    });
    const { shown: present } = this.state;
    if (isUnfinished(run) || present?.id !== run.id) return;
    if (this.api) void this.look(run.id).catch(() => undefined);
    else if (known && isUnfinished(known)) this.onEnded(present);
  }

  private set(change: Partial<RunsView>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
