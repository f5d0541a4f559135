import { differencesOf, titleOfRow } from './row-differences.ts';

const ROW = {
  ...{ number: 1, line: 2, column: null, reason: null, isWaiting: false, targetId: null },
  values: { external_id: 'E1', offering: 'O2', student: 'S1', status: 'active' },
  before: { enrolment_id: '1', offering_id: 'a', student_id: 's', status: 'active', external_id: 'E1' },
  after: { enrolment_id: '2', offering_id: 'b', student_id: 's', status: 'active', external_id: 'E1' },
} as const;

it('says of a row what becomes other, and of what is new what the file says besides what it is called', () => {
  expect(titleOfRow(ROW)).toBe('E1 · O2 · S1');
  expect(differencesOf({ ...ROW, outcome: 'moved' })).toEqual([{ column: 'offering_id', before: 'a', after: 'b' }]);
  expect(differencesOf({ ...ROW, outcome: 'unchanged' })).toEqual([]);
  const fresh = { ...ROW, values: { ...ROW.values, start_date: '2027-01-11' }, before: null };
  expect(differencesOf({ ...fresh, outcome: 'added' })).toEqual([
    { column: 'start_date', before: null, after: '2027-01-11' },
  ]);
});
