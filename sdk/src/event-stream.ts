/** One event of a stream of server-sent events (HTML, section 9.2). */
export interface ServerSentEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: string;
}

/** What a stream says of itself besides its events. */
export type StreamNote = { readonly retryMs: number } | { readonly comment: string };

/** Reads a stream piece by piece, wherever its pieces are cut. */
export class EventReader {
  private rest = '';
  private id: string | undefined;
  private event = '';
  private data: string[] = [];

  /** @returns the events and notes that are complete with this piece */
  read(piece: string): (ServerSentEvent | StreamNote)[] {
    const lines = (this.rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.readLine(line) ?? []);
  }

  private readLine(line: string): ServerSentEvent | StreamNote | null {
    if (line === '') return this.complete();
    if (line.startsWith(':')) return { comment: line.slice(1) };
    const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === 'data') this.data.push(value);
    else if (name === 'event') this.event = value;
    else if (name === 'id') this.id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) return { retryMs: Number(value) };
    return null;
  }

  private complete(): ServerSentEvent | null {
    const { event, data } = this;
    this.event = '';
    this.data = [];
    return data.length === 0 ? null : { id: this.id, event: event || 'message', data: data.join('\n') };
  }
}
