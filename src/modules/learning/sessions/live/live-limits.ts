import { SECOND } from '../../../../kernel/clock.js';

const KIB = 1024;

/** Encoded, with what its history needs; texts take little more than their own bytes. */
export const LARGEST_DOCUMENT_BYTES = 1024 * KIB;
/** Whatever a document may have, in one frame: someone who was offline brings it at once. */
export const LARGEST_FRAME_BYTES = LARGEST_DOCUMENT_BYTES + 64 * KIB;
/** Of the map at the root. */
export const MOST_FILES = 100;
export const LONGEST_MESSAGE = 2_000;

/** Frames of a connection: so many at once, and so many in each second. */
export const FRAMES = { burst: 200, perSecond: 60 };
/** Milliseconds of work for a connection. */
export const WORK = { burst: 1_000, perSecond: 200 };
/** Messages that people read. */
export const MESSAGES = { burst: 10, perSecond: 1 };

export const CONNECTIONS_PER_PERSON = 5;
export const CONNECTIONS_PER_ROOM = 300;
/** Connections that are not admitted yet, of a process and of a network. */
export const MOST_AT_THE_DOOR = 200;
export const MOST_AT_THE_DOOR_PER_NETWORK = 20;
/** How long somebody may take to be admitted. */
export const ADMISSION_MS = 5 * SECOND;

/** Edits go into the database together. */
export const SAVE_AFTER_MS = 100;
/** After a failure. */
export const SAVE_AGAIN_AFTER_MS = SECOND;
/** What waits for a database that does not take it; more is refused. */
export const MOST_UNSAVED_BYTES = 4 * LARGEST_DOCUMENT_BYTES;
/** Edits that another process told of and has not saved by then are saved by this one: it may be gone. */
export const FOREIGN_SAVED_WITHIN_MS = 500;
/** Rows of the log that are read with a snapshot, before there is another snapshot. */
export const COMPACT_AFTER_ROWS = 200;

/** How often people’s permissions are looked at, and what other processes saved. */
export const LOOK_EVERY_MS = SECOND;
/** How often connections are asked whether they are there, and told to the database. */
export const PING_EVERY_MS = 5 * SECOND;
/** After that a connection that a killed process had counts no more. */
export const LIVE_SECONDS = 15;
/** What a client that does not read may have waiting. */
export const MOST_UNREAD_BYTES = 8 * 1024 * KIB;
/** How long a room without people stays in memory. */
export const KEPT_MS = 10 * SECOND;
