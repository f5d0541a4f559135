export interface ServerSentEvent {
  readonly id: string | null;
  readonly name: string;
  // A test reads whatever an event has.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type of a parsed JSON text
  readonly data: any;
}

const DEADLINE_MS = 10_000;

/** A client of server-sent events (HTML Living Standard, section 9.2) that waits for what it expects. */
export class EventStream {
  /** Every event so far. */
  readonly events: ServerSentEvent[] = [];
  /** The time that the server asked for, in milliseconds. */
  retryMs: number | null = null;
  private taken = 0;
  private isOver = false;
  private changed: () => void = () => {};

  private constructor(
    readonly response: Response,
    private readonly connection: AbortController,
  ) {
    void this.receive().catch(() => this.end());
  }

  static async open(apiUrl: string, token: string, lastEventId?: string | null): Promise<EventStream> {
    const connection = new AbortController();
    const response = await fetch(`${apiUrl}/api/v1/notifications/stream`, {
      headers: {
        Authorization: `Bearer ${token}`,
        'Accept-Encoding': 'gzip, br',
        ...(lastEventId == null ? {} : { 'Last-Event-ID': lastEventId }),
      },
      signal: connection.signal,
    });
    if (response.status !== 200) throw new Error(`The stream answered ${response.status}: ${await response.text()}`);
    return new EventStream(response, connection);
  }

  /** The id with which to go on. */
  get lastEventId(): string | null {
    return this.events.findLast(({ id }) => id !== null)?.id ?? null;
  }

  /** The next event that was not taken yet. */
  async next(): Promise<ServerSentEvent> {
    await this.until(() => this.events.length > this.taken);
    this.taken += 1;
    return this.events[this.taken - 1]!;
  }

  /** So many of the next events. */
  async take(count: number): Promise<ServerSentEvent[]> {
    await this.until(() => this.events.length >= this.taken + count);
    this.taken += count;
    return this.events.slice(this.taken - count, this.taken);
  }

  /** When the server has ended it. */
  async ended(): Promise<void> {
    await this.until(() => this.isOver);
  }

  close(): void {
    this.connection.abort();
  }

  private async until(condition: () => boolean): Promise<void> {
    const deadline = Date.now() + DEADLINE_MS;
    while (!condition()) {
      const left = deadline - Date.now();
      if (left <= 0 || this.isOver)
        throw new Error(`The stream ${this.isOver ? 'ended' : 'is silent'} after ${JSON.stringify(this.events)}.`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.changed = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  private async receive(): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of this.response.body!) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      blocks.forEach((block) => this.understand(block));
      this.changed();
    }
    this.end();
  }

  private understand(block: string): void {
    const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]));
    const data = fields.get('data');
    if (fields.has('retry')) this.retryMs = Number(fields.get('retry'));
    if (data !== undefined)
      this.events.push({
        id: fields.get('id') ?? null,
        name: fields.get('event') ?? 'message',
        data: JSON.parse(data),
      });
  }

  private end(): void {
    this.isOver = true;
    this.changed();
  }
}
