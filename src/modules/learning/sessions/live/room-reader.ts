import { Injectable } from '@nestjs/common';
import { DocumentsRepository, isLong } from './documents.repository.js';
import { RoomDocument } from './room-document.js';

type Reading = Promise<RoomDocument>;

interface Readings {
  readonly current: Reading;
  next: Reading | null;
}

/** What is written in rooms, without a connection to them. */
@Injectable()
export class RoomReader {
  private readonly running = new Map<string, Readings>();
  private readOpen: (sessionId: string) => Promise<RoomDocument | null> = () => Promise.resolve(null);

  constructor(private readonly documents: DocumentsRepository) {}

  /** @param read reads rooms that this process has in memory */
  readOpenBy(read: (sessionId: string) => Promise<RoomDocument | null>): void {
    this.readOpen = read;
  }

  /** One reading of a room at a time: those who ask meanwhile share the next. */
  read(sessionId: string): Reading {
    const running = this.running.get(sessionId);
    if (running) return (running.next ??= running.current.catch(() => null).then(() => this.begin(sessionId)));
    return this.begin(sessionId);
  }

  private begin(sessionId: string): Reading {
    const current = this.readOnce(sessionId);
    const mine: Readings = { current, next: null };
    this.running.set(sessionId, mine);
    const done = () => {
      if (mine.next === null && this.running.get(sessionId) === mine) this.running.delete(sessionId);
    };
    current.then(done, done);
    return current;
  }

  private async readOnce(sessionId: string): Reading {
    const open = await this.readOpen(sessionId);
    if (open) return open;
    const stored = await this.documents.load(sessionId);
    if (stored && isLong(stored.rest)) await this.documents.compact(sessionId);
    return new RoomDocument(stored?.updates ?? []);
  }
}
