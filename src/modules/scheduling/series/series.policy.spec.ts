import { CodedError } from '../../../kernel/coded-error.js';
import { assertCan, type SeriesAction, type Standing } from './series.policy.js';

const nobody: Standing = { isOrganizer: false, isAttendee: false, managesOrganization: false, platformRole: 'user' };

function outcome(standing: Standing, action: SeriesAction): string {
  try {
    assertCan(standing, action);
    return 'allowed';
  } catch (error) {
    return error instanceof CodedError ? error.code : String(error);
  }
}

it.each<[string, Partial<Standing>, Record<SeriesAction, string>]>([
  ['a stranger', {}, { read: 'not_found', change: 'not_found', cancel: 'not_found' }],
  ['an attendee', { isAttendee: true }, { read: 'allowed', change: 'forbidden', cancel: 'forbidden' }],
  ['the organizer', { isOrganizer: true }, { read: 'allowed', change: 'allowed', cancel: 'allowed' }],
  ['a manager', { managesOrganization: true }, { read: 'allowed', change: 'forbidden', cancel: 'allowed' }],
  ['an administrator', { platformRole: 'admin' }, { read: 'allowed', change: 'forbidden', cancel: 'allowed' }],
])('%s', (_who, standing, expected) => {
  const actions: SeriesAction[] = ['read', 'change', 'cancel'];
  const found = Object.fromEntries(actions.map((action) => [action, outcome({ ...nobody, ...standing }, action)]));
  expect(found).toEqual(expected);
});
