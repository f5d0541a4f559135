import { Injectable } from '@nestjs/common';
import { Bucket } from './bucket.js';
import { ENTRIES, FRAMES, GIVEN, INPUTS, MESSAGES, OF_GUESTS, ROOM_WRITTEN, WORK, WRITTEN } from './live-limits.js';

const OF_PERSON = { frames: FRAMES, work: WORK, written: WRITTEN, given: GIVEN, messages: MESSAGES };

/**
 * What somebody may ask of this process, by all their connections together, those that have ended among them. What they write
 * counts here whether they have one or not.
 */
export class PersonLimits {
  private readonly frames: Bucket;
  private readonly effort: Bucket;
  private readonly said: Bucket;
  private readonly typed = new Bucket(INPUTS, performance.now());
  private readonly written: Bucket;
  private readonly given: Bucket;

  /** @param group of guests, for which everything counts as well */
  constructor(
    { frames, work, written, given, messages }: typeof OF_PERSON = OF_PERSON,
    readonly group: PersonLimits | null = null,
  ) {
    const now = performance.now();
    this.frames = new Bucket(frames, now);
    this.effort = new Bucket(work, now);
    this.said = new Bucket(messages, now);
    this.written = new Bucket(written, now);
    this.given = new Bucket(given, now);
  }

  maySend(): boolean {
    return this.frames.take(1, performance.now()) && (this.group?.maySend() ?? true);
  }

  /** Counts what was done for them, and for their group no more than was theirs. @returns whether they may ask for more */
  didWork(milliseconds: number): boolean {
    const now = performance.now();
    const theirs = Math.min(milliseconds, this.effort.available(now));
    const mayTheirs = this.group?.didWork(theirs) ?? true;
    return this.effort.take(milliseconds, now) && mayTheirs;
  }

  maySay(): boolean {
    return this.said.take(1, performance.now()) && (this.group?.maySay() ?? true);
  }

  /** For a program that they run. */
  mayType(): boolean {
    return this.typed.take(1, performance.now());
  }

  mayWrite(): boolean {
    return this.written.take(0, performance.now()) && (this.group?.mayWrite() ?? true);
  }

  /** Milliseconds until they may write again. */
  get writesIn(): number {
    return this.written.wait(performance.now());
  }

  wrote(bytes: number): void {
    this.written.take(bytes, performance.now());
    this.group?.wrote(bytes);
  }

  /** @returns whether they may ask for more */
  wasGiven(bytes: number): boolean {
    const mayTheirs = this.group?.wasGiven(bytes) ?? true;
    return this.given.take(bytes, performance.now()) && mayTheirs;
  }

  /** Whether they are as those of somebody who has asked for nothing. */
  get areFull(): boolean {
    const now = performance.now();
    const all = [this.frames, this.effort, this.said, this.typed, this.written, this.given];
    return all.every((bucket) => bucket.isFull(now));
  }
}

/** What the log of one room takes, and how often each of its people come. */
export class RoomLimits {
  private readonly written = new Bucket(ROOM_WRITTEN, performance.now());
  private readonly entries = new Map<string, Bucket>();

  /** @param personId of somebody who may be there */
  mayEnter(personId: string): boolean {
    const now = performance.now();
    return known(this.entries, personId, () => new Bucket(ENTRIES, now)).take(1, now);
  }

  mayWrite(): boolean {
    return this.written.take(0, performance.now());
  }

  /** Milliseconds until more may be written. */
  get writesIn(): number {
    return this.written.wait(performance.now());
  }

  wrote(bytes: number): void {
    this.written.take(bytes, performance.now());
  }

  /** Forgets people who come seldom. @returns whether nothing is limited */
  tidy(): boolean {
    const now = performance.now();
    for (const [id, bucket] of this.entries) if (bucket.isFull(now)) this.entries.delete(id);
    return this.entries.size === 0 && this.written.isFull(now);
  }
}

/** Limits of people and rooms outlast connections: whoever connects again finds them as they left them. */
@Injectable()
export class PeopleLimits {
  private readonly limits = new Map<string, PersonLimits>();
  private readonly groups = new Map<string, PersonLimits>();
  private readonly rooms = new Map<string, RoomLimits>();

  of(personId: string): PersonLimits {
    return known(this.limits, personId, () => new PersonLimits());
  }

  /** Links cost a host nothing, so that all that come by them share what they may. */
  ofGuest(guestId: string, hostId: string): PersonLimits {
    const group = known(this.groups, hostId, () => new PersonLimits(OF_GUESTS));
    return known(this.limits, guestId, () => new PersonLimits(OF_PERSON, group));
  }

  ofRoom(sessionId: string): RoomLimits {
    return known(this.rooms, sessionId, () => new RoomLimits());
  }

  /** Forgets those that limit nothing. @param present those who are connected, and the rooms that are open */
  tidy(present: ReadonlySet<string>): void {
    for (const [id, limits] of this.limits) if (limits.areFull && !present.has(id)) this.limits.delete(id);
    const used = new Set([...this.limits.values()].map(({ group }) => group));
    for (const [id, limits] of this.groups) if (limits.areFull && !used.has(limits)) this.groups.delete(id);
    for (const [id, limits] of this.rooms) if (limits.tidy() && !present.has(id)) this.rooms.delete(id);
  }
}

function known<Limits>(all: Map<string, Limits>, id: string, make: () => Limits): Limits {
  const limits = all.get(id) ?? make();
  all.set(id, limits);
  return limits;
}
