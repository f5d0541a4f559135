import * as Y from 'yjs';
import { filesOf, type RoomFile, textOf } from './files.ts';

/** One update of a room’s history, in Base64. */
export interface Step {
  readonly seq: number;
  readonly at: string;
  readonly authorIds: readonly string[];
  readonly update: string;
}

export interface WrittenFile extends RoomFile {
  readonly content: string;
}

/** Whoever was away for an hour is not waited for as long. */
const LONGEST_PAUSE_MS = 1_000;
const SHORTEST_PAUSE_MS = 40;

/** How a room came to be, as far as it is loaded. */
export class History {
  private readonly steps: Step[] = [];
  private doc = new Y.Doc();
  /** How many of the steps the document has. */
  private applied = 0;

  get length(): number {
    return this.steps.length;
  }

  add(steps: readonly Step[]): void {
    this.steps.push(...steps);
  }

  /** @param count of the steps that have been */
  lastOf(count: number): Step | undefined {
    return this.steps[count - 1];
  }

  filesAfter(count: number): WrittenFile[] {
    if (count < this.applied) [this.doc, this.applied] = [new Y.Doc(), 0];
    for (const { update } of this.steps.slice(this.applied, count)) Y.applyUpdate(this.doc, bytesOf(update));
    this.applied = Math.max(this.applied, count);
    return filesOf(this.doc).map((file) => ({ ...file, content: textOf(this.doc, file.id).toJSON() }));
  }

  /** Milliseconds until the next step. @param speed 1 is as it was */
  pauseAfter(count: number, speed: number): number {
    const [before, after] = [this.steps[count - 1], this.steps[count]];
    const gap = before && after ? Date.parse(after.at) - Date.parse(before.at) : 0;
    return Math.min(Math.max(gap / speed, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
  }
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
