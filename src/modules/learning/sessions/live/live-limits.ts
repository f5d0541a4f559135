import { SECOND } from '../../../../kernel/clock.js';

const KIB = 1024;

/** Encoded, with what its history needs; texts take little more than their own bytes. */
export const LARGEST_DOCUMENT_BYTES = 1024 * KIB;
/** Whatever a document may have, in one frame: someone who was offline brings it at once. */
export const LARGEST_FRAME_BYTES = LARGEST_DOCUMENT_BYTES + 64 * KIB;
/** Of the map at the root. */
export const MOST_FILES = 100;
export const LONGEST_MESSAGE = 2_000;
/** What is typed for a program at once. */
export const LONGEST_INPUT = 8_192;

/** Frames of a person, whatever connections they come by: so many at once, and so many in each second. */
export const FRAMES = { burst: 200, perSecond: 60 };
/** Milliseconds of work for a person. */
export const WORK = { burst: 1_000, perSecond: 200 };
/** Bytes that a person adds to logs, which are kept: far more than anybody types, and some large files. */
export const WRITTEN = { burst: 16 * LARGEST_DOCUMENT_BYTES, perSecond: (16 * LARGEST_DOCUMENT_BYTES) / 3_600 };
/** Bytes that a log grows by, whoever writes. */
export const ROOM_WRITTEN = { burst: 4 * WRITTEN.burst, perSecond: 4 * WRITTEN.perSecond };
/** Bytes of documents that a person is given because they ask, whatever they read of them: some rooms at once, each in some windows. */
export const GIVEN = { burst: 64 * LARGEST_DOCUMENT_BYTES, perSecond: 4 * LARGEST_DOCUMENT_BYTES };
/** How often a person comes into a room, which everybody there hears: also on a network that breaks again and again. */
export const ENTRIES = { burst: 60, perSecond: 1 };
/** Messages that people read. */
export const MESSAGES = { burst: 10, perSecond: 1 };

/** All guests of one host together, whatever links they have: more than one of them may use, and of bytes what a person has. */
export const OF_GUESTS = {
  frames: { burst: 5 * FRAMES.burst, perSecond: 5 * FRAMES.perSecond },
  work: { burst: 3 * WORK.burst, perSecond: 3 * WORK.perSecond },
  written: WRITTEN,
  given: { burst: 5 * GIVEN.burst, perSecond: 5 * GIVEN.perSecond },
  messages: { burst: 3 * MESSAGES.burst, perSecond: 3 * MESSAGES.perSecond },
};

/** Messages for programs. */
export const INPUTS = { burst: 40, perSecond: 20 };

export const CONNECTIONS_PER_PERSON = 5;
export const CONNECTIONS_PER_ROOM = 300;
/** Connections that are not admitted yet, of a process and of a network. */
export const MOST_AT_THE_DOOR = 200;
export const MOST_AT_THE_DOOR_PER_NETWORK = 20;
/** How long somebody may take to be admitted. */
export const ADMISSION_MS = 5 * SECOND;
/** Connections of a process and of a network that are refused and hear why; more are cut at once. */
export const MOST_REFUSED = 200;
export const MOST_REFUSED_PER_NETWORK = 40;
/** How long one that is refused may take to go, and what it may send meanwhile. */
export const REFUSED_MS = SECOND;
export const LARGEST_REFUSED_BYTES = KIB;

/** Edits go into the database together. */
export const SAVE_AFTER_MS = 100;
/** After a failure. */
export const SAVE_AGAIN_AFTER_MS = SECOND;
/** What waits for a database that does not take it; more is refused. */
export const MOST_UNSAVED_BYTES = 4 * LARGEST_DOCUMENT_BYTES;
/** Edits that another process told of and has not saved by then are saved by this one: it may be gone. */
export const FOREIGN_SAVED_WITHIN_MS = 500;
/** What of the log is read with a snapshot, before there is another snapshot. */
export const COMPACT_AFTER_ROWS = 200;
export const COMPACT_AFTER_BYTES = LARGEST_DOCUMENT_BYTES;

/** How often people’s permissions are looked at, and what other processes saved. */
export const LOOK_EVERY_MS = SECOND;
/** How long whoever comes waits for what they have missed. */
export const MISSED_WITHIN_MS = 2 * SECOND;
/** How often connections are asked whether they are there, and told to the database. */
export const PING_EVERY_MS = 5 * SECOND;
/** After that a connection that a killed process had counts no more. */
export const LIVE_SECONDS = 15;
/** After that others may bring what somebody wrote whose connection ended: until then it comes from them. */
export const GONE_AFTER_SECONDS = 120;
/** What clients wrote last is asked for although it is known: something else may have come in its place. */
export const ASKED_AGAIN_CLOCKS = 100;
/** What a client that does not read may have waiting. */
export const MOST_UNREAD_BYTES = 8 * 1024 * KIB;
/** How long a room without people stays in memory. */
export const KEPT_MS = 10 * SECOND;
