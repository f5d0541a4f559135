import { type Attendant, attendantsOn, everybodyPresent, recordsOf } from './marks.ts';

const student = (id: string, name: string) => ({ id, studentNumber: null, user: { name } }) as unknown as Attendant;
const [ada, bob, cem] = [student('a', 'Ada'), student('b', 'Bob'), student('c', 'Cem')];
const ENROLMENTS = [
  { student: cem, startDate: '2027-01-11', endDate: null },
  { student: bob, startDate: '2027-01-20', endDate: null },
  { student: ada, startDate: '2027-01-11', endDate: '2027-01-18' },
];

it('has whoever is enrolled on the day, and keeps whoever is in the register already', () => {
  expect(attendantsOn('2027-01-18', ENROLMENTS)).toEqual([ada, cem]);
  expect(attendantsOn('2027-01-19', ENROLMENTS)).toEqual([cem]);
  expect(attendantsOn('2027-01-19', ENROLMENTS, [ada, cem])).toEqual([ada, cem]);
});

it('marks everybody present but those who are marked, and sends nobody who is not shown', () => {
  const marks = everybodyPresent([ada, cem], { c: 'late', b: 'absent' });
  expect(recordsOf([ada, cem], marks)).toEqual([
    { studentId: 'a', status: 'present' },
    { studentId: 'c', status: 'late' },
  ]);
  expect(recordsOf([ada, cem], {})).toEqual([]);
});
