import * as Y from 'yjs';
import type { AwarenessState } from './frames.ts';
import type { LivePerson } from './messages.ts';

export interface Cursor {
  readonly anchor: Y.RelativePosition;
  readonly head: Y.RelativePosition;
}

export interface OtherCursor {
  readonly clientId: number;
  readonly person: LivePerson;
  readonly cursor: Cursor;
}

/** A cursor in a text as it is now. */
export interface Place {
  readonly text: Y.Text;
  readonly anchor: number;
  readonly head: number;
}

/** The cursors of all others, by client id. */
export class Cursors {
  private readonly others = new Map<number, OtherCursor>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly doc: Y.Doc) {}

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get all(): readonly OtherCursor[] {
    return [...this.others.values()];
  }

  take(states: readonly AwarenessState[]): void {
    for (const { clientId, state } of states) {
      const told = state as { readonly user: LivePerson; readonly cursor?: Cursor | null } | null;
      if (clientId === this.doc.clientID || !told?.cursor) this.others.delete(clientId);
      else this.others.set(clientId, { clientId, person: told.user, cursor: told.cursor });
    }
    this.tell();
  }

  forget(clientId: number): void {
    if (this.others.delete(clientId)) this.tell();
  }

  /** The connection is gone, and with it what is known of others. */
  clear(): void {
    this.others.clear();
    this.tell();
  }

  /** @returns null for a place that this document does not know (yet), and for one that is none */
  placeOf(cursor: Cursor): Place | null {
    const [anchor, head] = [this.absolute(cursor.anchor), this.absolute(cursor.head)];
    if (!anchor || !head || anchor.type !== head.type || !(head.type instanceof Y.Text)) return null;
    return { text: head.type, anchor: anchor.index, head: head.index };
  }

  /** Others say where they are: what the library cannot read must not take everybody’s cursors off the page. */
  private absolute(position: Y.RelativePosition): Y.AbsolutePosition | null {
    try {
      return Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(position), this.doc);
    } catch {
      return null;
    }
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

export function cursorAt(text: Y.Text, anchor: number, head: number): Cursor {
  return {
    anchor: Y.createRelativePositionFromTypeIndex(text, anchor),
    head: Y.createRelativePositionFromTypeIndex(text, head),
  };
}
