const id = (last: string) => `01980a3c-6f5e-7c43-9c1b-0f6f5d0c2${last}`;

/**
 * Ids in the examples of the document, which tell one story: Ada, who teaches at an academy, Grace, who learns, and
 * Alan, who teaches as well. The demo makes exactly these (`src/cli/demo-data.ts`), so that every example can be tried
 * on it as it stands.
 */
export const EXAMPLE_IDS = {
  /** Ada's lesson, with Grace. */
  booking: id('a11'),
  attendee: id('a14'),
  /** It has begun. */
  begunBooking: id('b11'),
  begunAttendee: id('b14'),
  /** Grace has asked for it, and Ada not answered. */
  pendingBooking: id('b12'),
  /** Of the course, which Ada gives and Alan could. */
  courseBooking: id('b13'),
  /** Grace invites Ada. */
  receivedBooking: id('b15'),
  cancelledBooking: id('b16'),
  series: id('a51'),
  ada: id('a12'),
  grace: id('a15'),
  alan: id('a18'),
  serviceAccount: id('a19'),
  organization: id('a1a'),
  /** Ada's, on the page on which anybody books. */
  eventType: id('a16'),
  /** Of the academy; Ada and Alan give it in turn. */
  course: id('a26'),
  /** Alan's, an hour a week. */
  officeHour: id('a36'),
  room: id('a21'),
  schedule: id('a31'),
  outOfOffice: id('a41'),
  apiKey: id('a71'),
  /** Grace waits for Alan's hour. */
  waitlistEntry: id('a61'),
  webhook: id('aa1'),
  externalCalendar: id('aa2'),
  /** Ada's room for code, of the academy. */
  session: id('ab1'),
  /** Grace in it. */
  collaborator: id('ab2'),
  /** A link into it. */
  sessionInvitation: id('ab3'),
  /** What the academy teaches. */
  module: id('ac1'),
  academicYear: id('ac2'),
  trimester: id('ac3'),
  intake: id('ac4'),
  cohort: id('ac5'),
  class: id('ac6'),
  mode: id('ac7'),
  /** Alan, who teaches it. */
  facilitator: id('ac8'),
  /** Grace, who learns it. */
  student: id('ac9'),
  /** Ada, who learns as well. */
  otherStudent: id('ad0'),
  otherMode: id('ad1'),
  /** CS101, with Alan and Grace. */
  offering: id('ad2'),
  otherOffering: id('ad3'),
  assignment: id('ad4'),
  enrolment: id('ad5'),
  /** Run by Ada in it. */
  execution: id('ab4'),
  /** What Ada kept of it. */
  sessionVersion: id('ab6'),
  /** What Grace said in it. */
  sessionMessage: id('ab5'),
  sessionGuest: id('ab7'),
  /** That Ada put in much at once. */
  sessionPaste: id('ab8'),
  /** Of its first week. */
  activityLog: id('ad6'),
  activityLogVersion: id('ad7'),
  /** Of its last week. */
  logExpectation: id('ad8'),
  holiday: id('ad9'),
  /** Of the students of the academy, with one part of its file. */
  rosterImport: id('af6'),
  /** MA101, in its third week, with Ada as a student. */
  runningOffering: id('af8'),
  /** After the one that CS101 is in. */
  nextTrimester: id('af5'),
  /** Of a meeting of that week. */
  courseRegister: id('afb'),
  /** CS101 in the evening, in 2032, given by Alan. */
  comingOffering: id('afa'),
  /** The first of it. */
  courseMeeting: id('af9'),
  /** What Ada thinks of that week. */
  reflection: id('af7'),
  /** By which people ask to teach at the academy. */
  joinCode: id('b21'),
  /** Alex asks to. */
  joinRequest: id('b22'),
  /** Grace does, beside learning there. */
  otherJoinRequest: id('b23'),
  /** By which a library reads the academy’s roster. */
  oneRosterClient: id('ae1'),
} as const;

/** By which people ask to teach at the academy. */
export const EXAMPLE_CODE = 'XK4PM7QZ2HRD';

/** Of the event type, in the address of its page. */
export const EXAMPLE_SLUG = 'mentoring-with-ada';

/** Slug of Ada's public page. */
export const EXAMPLE_PAGE = 'ada-lovelace';

/** What Ada signs in with in place of her address. */
export const EXAMPLE_USERNAME = 'ada_lovelace';
