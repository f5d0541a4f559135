import { UnexpectedAnswer } from './errors.js';

/** One event of a stream of server-sent events (HTML, section 9.2). */
export interface ServerSentEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: string;
}

/** What a stream says of itself besides its events. */
export type StreamNote = { readonly retryMs: number } | { readonly comment: string };

/** In characters. Nothing of what comes is kept beyond it. */
const LONGEST_EVENT = 2 ** 20;

/** Reads a stream piece by piece, wherever its pieces are cut. */
export class EventReader {
  /** The line that has begun, as it is joined: to look through it again with each piece would take its square. */
  private line = '';
  private isAfterReturn = false;
  private id: string | undefined;
  private event = '';
  private data: string[] = [];
  private dataLength = 0;

  /**
   * @returns the events and notes that are complete with this piece
   * @throws UnexpectedAnswer for an event of more than a mebibyte
   */
  read(piece: string): (ServerSentEvent | StreamNote)[] {
    if (piece === '') return [];
    // A carriage return has ended its line at once; this is the second half of the same end.
    const lines = (this.isAfterReturn && piece.startsWith('\n') ? piece.slice(1) : piece).split(/\r\n|\n|\r/);
    this.isAfterReturn = piece.endsWith('\r');
    lines[0] = this.line + (lines[0] ?? '');
    this.line = lines.pop() ?? '';
    const read = lines.flatMap((line) => this.readLine(line) ?? []);
    this.refuseTooMuch(this.line);
    return read;
  }

  private readLine(line: string): ServerSentEvent | StreamNote | null {
    this.refuseTooMuch(line);
    if (line === '') return this.complete();
    if (line.startsWith(':')) return { comment: line.slice(1) };
    const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === 'data') this.add(value);
    else if (name === 'event') this.event = value;
    else if (name === 'id' && !value.includes('\0')) this.id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) return { retryMs: Number(value) };
    return null;
  }

  private add(data: string): void {
    this.data.push(data);
    this.dataLength += data.length + 1;
  }

  private refuseTooMuch(line: string): void {
    if (line.length + this.dataLength > LONGEST_EVENT)
      throw new UnexpectedAnswer(200, (this.data[0] ?? line).slice(0, 200));
  }

  private complete(): ServerSentEvent | null {
    const { event, data } = this;
    this.event = '';
    this.data = [];
    this.dataLength = 0;
    return data.length === 0 ? null : { id: this.id, event: event || 'message', data: data.join('\n') };
  }
}
