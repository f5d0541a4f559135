import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * Whatever the dashboard lists comes as a file for spreadsheets, too. A list that does not has its reason here.
 */

const ADMIN = join(import.meta.dirname, '..', '..', 'admin', 'src');

/** What a list of the API is asked by. */
const LIST = /\blyceum\.(\w+)\.(list\w*)\(/g;
const FILE = /<DownloadButton\b/;

const WITHOUT_FILE: Readonly<Record<string, string>> = {
  'absences/use-absences.ts': 'absences of one person that are not over: nobody has many',
  'administration/activity/activity-entry-page.tsx': 'one entry',
  'administration/jobs/queue-page.tsx':
    'jobs are in Redis, which knows no place to go on from, and change while they are read',
  'administration/organizations/organization-activity.tsx': 'the last of it; the activity log has the file',
  'administration/organizations/organization-offer.tsx': 'event types of others, which their owners download',
  'administration/organizations/organization-page.tsx': 'members of others, which their owners download',
  'administration/overview/use-overview.ts': 'one row for each queue, of which there are a few',
  'administration/people/activity.tsx': 'the last of what somebody did; the whole is for analytics',
  'administration/people/sessions.tsx': 'devices of one person',
  'administration/rooms/public-rooms-page.tsx': 'places of others, of which one is taken down at a time',
  'bookables/bookable-choices.ts': 'choices of a field',
  'bookings/history-section.tsx': 'what happened to one booking',
  'calendar/use-shown-bookings.ts': 'what a calendar shows; `/bookings` has the file',
  'event-types/copies-section.tsx': 'one copy for each member, whom the list of members has',
  'event-types/team-type-choices.ts': 'choices of a filter',
  'event-types/slot-preview.tsx': 'free times as they are now, and no list',
  'calendars/use-calendars.ts': 'calendars of one person',
  'courses/choices.ts': 'choices of a field',
  'courses/course-queries.ts': 'logs of one offering, one for each of its weeks',
  'courses/courses-frame.tsx': 'one member: whoever looks at the page',
  'courses/imports/imports-page.tsx': 'imports that are kept, each of which has its report',
  'courses/logs/my-week.ts': 'what one person has to write now',
  'courses/logs/submit-log.ts': 'the log of one week',
  'courses/offerings/assignments.tsx': 'who teaches one offering, which are few',
  'courses/offerings/enrolments.tsx':
    'the students of one offering, of which there are a hundred at most where it has a limit',
  'courses/offerings/offering-page.tsx': 'what somebody is to one offering',
  'courses/offerings/offerings-page.tsx': 'what is taught in a term, to be opened one by one',
  'courses/offerings/reflections.tsx': 'answers without names, which a file would let others put together',
  'courses/people/course-people-page.tsx': 'profiles of members, whom the list of members has',
  'courses/register/new-register.tsx': 'the registers of one week',
  'courses/register/own-attendance.tsx': 'one’s own records of one offering',
  'courses/register/register-page.tsx': 'registers of one offering, to be opened one by one',
  'courses/timetable/timetable.tsx': 'one week of one offering, which feeds have as well',
  'keys/keys.tsx': 'keys of one person or program, which are counted',
  'keys/service-accounts-page.tsx': 'programs of one organization, which are counted',
  'members/joining-page.tsx': 'who waits for an answer, and is gone with it',
  'members/member-choices.ts': 'choices of a field',
  'notifications/use-notifications.ts': 'what happened to oneself, which the file of one’s own data has',
  'organizations/received-invitations.tsx': 'invitations of one person',
  'organizations/use-organizations.ts': 'organizations of one person',
  'profile/own-data.ts': 'it is the file of one’s own data',
  'profile/use-devices.ts': 'devices of one person',
  'rooms/rooms-page.tsx': 'places to go into; what each holds is an archive',
  'schedules/delete-dialog.tsx': 'what has to be chosen instead',
  'schedules/use-schedules.ts': 'schedules of one person',
  'sign-up/join-page.tsx': 'what one person asks for',
  'waitlist/offer-button.tsx': 'free times to choose from',
  'waitlist/own-places.tsx': 'what one person waits for, which the file of one’s own data has',
  'waitlist/run-type-choices.ts': 'choices of a filter',
  'webhooks/use-webhooks.ts': 'the kinds of event there are',
  'webhooks/webhooks-page.tsx': 'webhooks are counted; what they were sent has the file',
};

const asking = readdirSync(ADMIN, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, source: readFileSync(join(ADMIN, file), 'utf8') }))
  .filter(({ source }) => source.match(LIST));

it('every list of the dashboard has its file for spreadsheets, or a reason why not', () => {
  const without = asking.filter(({ source }) => !FILE.test(source)).map(({ file }) => file);
  expect(without.filter((file) => !(file in WITHOUT_FILE))).toEqual([]);
  expect(Object.keys(WITHOUT_FILE).filter((file) => !without.includes(file))).toEqual([]);
});

it('looks at more than a few', () => expect(asking.length).toBeGreaterThan(20));
