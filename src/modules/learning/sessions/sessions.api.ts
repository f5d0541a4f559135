export { type RoomAttachment, RoomAttachments, type Sender } from './live/room-attachments.js';
export { SESSION_STATUS_CONFLICT } from './sessions.errors.js';
export { openingOf, roomPath } from './booked/opening.js';
export { roomsOf } from './room/session.entity.js';
export { SESSION_LANGUAGES, type SessionLanguage } from './room/session.rules.js';
import type { Actor } from '../../../infra/access/actor.js';
import type { SandboxLanguage as ProgrammingLanguage } from '../../../kernel/run-request.js';
import type { RunMessage } from './live/live-messages.js';

export { INPUT_FAULTS, type InputFault, type RoomRun, type RunMessage } from './live/live-messages.js';
export { LONGEST_INPUT } from './live/live-limits.js';
import type { SessionLanguage, SessionStatus } from './room/session.rules.js';

export { SESSION_STATUSES, type SessionStatus } from './room/session.rules.js';
export { SESSION_ROLES, type SessionRole } from './collaborators/collaborator.rules.js';

export interface RoomOfRuns {
  readonly id: string;
  readonly organizationId: string | null;
  readonly language: ProgrammingLanguage;
}

export interface FileOfRoom {
  readonly path: string;
  readonly content: string;
}

/** A room as those who are told of it from outside see it. */
export interface SessionView {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly language: SessionLanguage;
  readonly status: SessionStatus;
  readonly isPublic: boolean;
  readonly isLocked: boolean;
  readonly maxCollaborators: number;
  readonly ownerId: string;
  readonly organizationId: string | null;
  /** ISO 8601, UTC; as the other one. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Rooms, for what is run in them. */
export abstract class SessionRooms {
  /**
   * Who writes in a room runs in it, while it is active.
   * @throws CodedError not_found, forbidden, session_status_conflict
   */
  abstract toRun(actor: Actor, sessionId: string): Promise<RoomOfRuns>;
  /** What is written in a room, the file that it began with first. */
  abstract filesOf(sessionId: string): Promise<readonly FileOfRoom[]>;
  /** For the people of a room. @throws CodedError not_found, forbidden */
  abstract toSeeRuns(actor: Actor, sessionId: string): Promise<void>;
  /** For those who steer a room. @throws CodedError not_found, forbidden */
  abstract toEndRuns(actor: Actor, sessionId: string): Promise<void>;
  /** Counts a run that has ended, also for whoever began it; its time is in the average. */
  abstract countRun(sessionId: string, userId: string, durationMs: number): Promise<void>;
  abstract organizationOf(sessionId: string): Promise<string | null>;
  /** @returns null for one that is deleted */
  abstract find(sessionId: string): Promise<SessionView | null>;
}

/** Tells everybody in a room, whatever process they are connected to. While Redis is away nobody hears it. */
export abstract class RoomVoice {
  /** Call it after the commit. */
  abstract tell(sessionId: string, message: RunMessage): void;
}

export interface NewBookedRoom {
  readonly ownerId: string;
  readonly organizationId: string | null;
  readonly title: string;
  /** Null: the usual one. */
  readonly language: SessionLanguage | null;
}

export interface RoomTime {
  readonly start: Date;
  readonly end: Date;
}

/** An attendee of a booking who is a guest of its room. */
export type RoomGuest = {
  /** Null where nobody has said one. */
  readonly name: string | null;
} & (
  | { readonly attendeeId: string; readonly start: Date; readonly end: Date }
  /** Of a series: by whatever booking of it they come. */
  | { readonly email: string; readonly times: readonly RoomTime[] }
);

/** Somebody who closed their account, where they may have come as a guest. */
export interface FormerGuest {
  readonly sessionId: string;
  readonly attendeeId: string;
  /** By which they come to a series; null where it is not kept. */
  readonly email: string | null;
}

/** What the bookings of a room say of it now. */
export interface BookedRoomState {
  /** Who runs it beside its owner. */
  readonly hostIds: readonly string[];
  /** Accounts that write in it. */
  readonly attendeeIds: readonly string[];
  /** Those without a known account, who come by links of their own. */
  readonly guests: readonly RoomGuest[];
  /** Whether none of its bookings takes place any more. */
  readonly isOff: boolean;
}

/** Rooms that belong to bookings. Each call is a part of the caller’s transaction. */
export abstract class BookedRooms {
  /** @returns the id of the new room */
  abstract open(room: NewBookedRoom): Promise<string>;
  /** Locks it: what is read of its bookings after that is not older than what was settled before. */
  abstract hold(sessionId: string): Promise<void>;
  /** Lets people in, as far as there are places and nobody removed them; completes the room when it is off. */
  abstract settle(sessionId: string, state: BookedRoomState): Promise<void>;
  /** Lets somebody in who is no attendee, as far as there are places and nobody removed them, while it is open. */
  abstract admit(sessionId: string, userId: string): Promise<void>;
  /** The guest’s own link, relative to the address of the installation; null for one who was removed. */
  abstract guestLink(sessionId: string, guest: RoomGuest): Promise<string | null>;
  /** The same without making one: null also while there is none. */
  abstract knownGuestLink(sessionId: string, attendeeId: string): Promise<string | null>;
  /** A booking takes place again: its room goes on, where it was completed. */
  abstract reopen(sessionId: string): Promise<void>;
  /** Rooms in which somebody has a place who does not own them. */
  abstract placesOf(userId: string): Promise<string[]>;
  /** Ends the place of somebody who left the booking. */
  abstract dismiss(sessionId: string, userId: string): Promise<void>;
  /** Their links end, and their names are forgotten at once. */
  abstract forgetGuests(guests: readonly FormerGuest[]): Promise<void>;
  /**
   * Another host gives the booking: the room is theirs, and the former one is out of it.
   * @param endedAt what the former one was given later, the room or a place in it, stays theirs
   */
  abstract handOver(sessionId: string, formerHostId: string, hostId: string, endedAt?: Date): Promise<void>;
}
