import { type CodedError } from '../../../../kernel/coded-error.js';
import { assertHostRules, assertOwnToCopy, assertRules, isManaged, type Settings } from './event-type.rules.js';
import { changedSettings, DEFAULT_SETTINGS, hostOf, settingsOf } from './event-type-settings.js';

const sound: Settings = {
  ...DEFAULT_SETTINGS,
  slug: 'mentoring',
  title: 'Mentoring',
  durations: [30, 60],
  timeZone: 'Europe/Paris',
  hosts: [hostOf('ada')],
};

function refusal(check: () => void): unknown {
  try {
    check();
  } catch (error) {
    const { code, occurrence } = error as CodedError;
    return occurrence.errors?.map((fault) => [fault.pointer, fault.code]) ?? code;
  }
  return null;
}

const range = (from: string, to: string) => ({ kind: 'range' as const, from, to });
const question = { key: 'goal', label: 'Goal', type: 'text' as const, required: false };

describe('the rules of an event type', () => {
  it.each<[string, Partial<Settings>]>([
    [
      'limits that grow with the period',
      {
        limits: {
          day: { bookings: 2 },
          week: { bookings: 2 },
          month: {
            bookings: 9,
            minutes: 30,
          },
        },
      },
    ],
    ['limits of different measures', { limits: { day: { bookings: 9 }, month: { minutes: 60 } } }],
    ['a range of one day', { bookingWindow: range('2027-01-31', '2027-01-31') }],
    [
      'a window that the notice just leaves open',
      { bookingWindow: { kind: 'rolling', days: 1 }, minimumNoticeMinutes: 2879 },
    ],
    ['shared times of several hosts together', { seats: 5, assignment: 'collective' }],
    ['an address to go on to', { successRedirectUrl: 'https://school.example/thanks?a=b' }],
    ['questions with options', { questions: [{ ...question, type: 'choice', options: ['A'] }] }],
  ])('allow %s', (_what, change) => {
    expect(refusal(() => assertRules({ ...sound, ...change }))).toBeNull();
  });

  it.each<[string, Partial<Settings>, unknown]>([
    ...[
      'http://school.example',
      'javascript:alert(1)',
      'https://ada:secret@school.example',
      'school.example',
      '//x.example',
      'https:x.example',
      'https:\\\\x.example/',
      'https://x.example/\nfoo',
      'https://x.example/a b',
      'https://',
    ].map((url): [string, Partial<Settings>, unknown] => [
      `going on to ${url}`,
      { successRedirectUrl: url },
      [['/successRedirectUrl', 'is_https_url']],
    ]),
    [
      'more in a day than in a week',
      { limits: { day: { bookings: 5 }, week: { bookings: 4 } } },
      [['/limits/day/bookings', 'exceeds_larger_period']],
    ],
    [
      'more in a week than in a month',
      { limits: { week: { minutes: 90 }, month: { minutes: 60 } } },
      [['/limits/week/minutes', 'exceeds_larger_period']],
    ],
    ['a limit below every duration', { limits: { day: { minutes: 29 } } }, [['/limits/day/minutes', 'below_duration']]],
    ['a limit of nothing', { limits: { month: {} } }, [['/limits/month', 'one_of']]],
    [
      'a reversed range',
      { bookingWindow: range('2027-02-01', '2027-01-31') },
      [['/bookingWindow/to', 'is_after_from']],
    ],
    [
      'half a range',
      { bookingWindow: { kind: 'range', from: '2027-01-31' } as never },
      [['/bookingWindow/to', 'required']],
    ],
    [
      'a range of days',
      { bookingWindow: { ...range('2027-01-31', '2027-02-01'), days: 4 } as never },
      [['/bookingWindow/days', 'excluded']],
    ],
    [
      'a rolling window without days',
      { bookingWindow: { kind: 'rolling', from: '2027-01-31' } as never },
      [
        ['/bookingWindow/days', 'required'],
        ['/bookingWindow/from', 'excluded'],
      ],
    ],
    [
      'a notice beyond the window',
      { bookingWindow: { kind: 'rolling', days: 1 }, minimumNoticeMinutes: 2880 },
      [['/minimumNoticeMinutes', 'beyond_window']],
    ],
    ['two questions of one key', { questions: [question, question] }, [['/questions/1/key', 'duplicate']]],
    ['a choice of nothing', { questions: [{ ...question, type: 'choices' }] }, [['/questions/0/options', 'required']]],
    ['options of a text', { questions: [{ ...question, options: ['A'] }] }, [['/questions/0/options', 'excluded']]],
    ['shared times in turn', { seats: 2, assignment: 'round_robin' }, 'seats_need_fixed_hosts'],
  ])('refuse %s', (_what, change, expected) => {
    expect(refusal(() => assertRules({ ...sound, ...change }))).toEqual(expected);
  });

  it('ask for one host or several different ones', () => {
    const hosts = [hostOf('ada'), hostOf('ada')];
    expect(refusal(() => assertHostRules({ assignment: 'single', hosts: [] }))).toEqual([['/hosts', 'min_items']]);
    expect(refusal(() => assertHostRules({ assignment: 'collective', hosts }))).toEqual([
      ['/hosts/1/userId', 'duplicate'],
    ]);
    expect(refusal(() => assertHostRules({ assignment: 'single', hosts }))).toContainEqual(['/hosts', 'single_host']);
  });

  it('let a managed copy change what is its own', () => {
    const own = { slug: 'mine', location: 'Room 6', isActive: false, hosts: [{ ...hostOf('ada'), scheduleId: 's' }] };
    expect(refusal(() => assertOwnToCopy('ada', own))).toBeNull();
    expect(refusal(() => assertOwnToCopy('ada', { ...own, title: 'Mine', seats: 2 }))).toEqual([
      ['/title', 'managed'],
      ['/seats', 'managed'],
    ]);
    expect(refusal(() => assertOwnToCopy('ada', { hosts: [hostOf('grace')] }))).toEqual([['/hosts', 'managed']]);
  });

  it('leave what is managed and what is a copy’s own apart', () => {
    const names = Object.keys(sound) as (keyof Settings)[];
    expect(names.filter((name) => !isManaged(name)).sort()).toEqual(
      ['assignment', 'fairnessWindowDays', 'hosts', 'isActive', 'location', 'slug'].sort(),
    );
  });
});

describe('changes of settings', () => {
  it('are what differs, however it is written', () => {
    const stored: Settings = {
      ...sound,
      hosts: [hostOf('grace'), hostOf('ada')],
      questions: [{ key: 'goal', type: 'text', label: 'Goal', required: false }],
    };
    const wanted = settingsOf({
      title: 'Mentoring',
      description: '',
      limits: { day: { bookings: 2 } },
      hosts: [{ userId: 'ADA' }, { userId: 'grace', weight: 1, scheduleId: null }],
      questions: [{ key: 'goal', label: 'Goal', type: 'text' }],
      requiredBookableIds: [],
    });
    expect(changedSettings(stored, wanted)).toEqual({ limits: { day: { bookings: 2 } } });
  });
});
