export { SESSION_STATUS_CONFLICT } from './sessions.errors.js';
import type { Actor } from '../../../infra/access/actor.js';

export interface RoomOfRuns {
  readonly id: string;
  readonly organizationId: string | null;
}

/** Rooms, for what is run in them. */
export abstract class SessionRooms {
  /**
   * Who writes in a room runs in it, while it is active.
   * @throws CodedError not_found, forbidden, session_status_conflict
   */
  abstract toRun(actor: Actor, sessionId: string): Promise<RoomOfRuns>;
  /** For the people of a room. @throws CodedError not_found, forbidden */
  abstract toSeeRuns(actor: Actor, sessionId: string): Promise<void>;
  /** For those who steer a room. @throws CodedError not_found, forbidden */
  abstract toEndRuns(actor: Actor, sessionId: string): Promise<void>;
  /** Counts a run that has ended; its time is in the average. */
  abstract countRun(sessionId: string, durationMs: number): Promise<void>;
  abstract organizationOf(sessionId: string): Promise<string | null>;
}
