import { loadProblemTexts, problemSaid } from '../../admin/src/texts/problems.js';

const refused = (field: string, message: string, code: string) => ({
  code: 'validation_failed',
  title: 'The input is not valid.',
  detail: `${field} ${message}`,
  errors: [{ field, message, code }],
});
const saidOf = (problem: Parameters<typeof problemSaid>[0]) => {
  const { detail, faults } = problemSaid(problem);
  return [...(detail ? [detail.text] : []), ...faults.map(({ text }) => text)];
};

describe('what the dashboard says of faults', () => {
  it('comes once in English, and calls no field as programs do', async () => {
    await loadProblemTexts('en');
    expect(saidOf(refused('attendees.0.timeZone', 'must be an IANA time zone', 'is_time_zone'))).toEqual([
      'Time zone must be an IANA time zone.',
    ]);
    expect(saidOf(refused('', 'must be an object', 'is_object'))).toEqual(['This must be an object.']);
    expect(saidOf({ code: 'slot_taken', title: 'Taken', detail: 'The time is taken.', errors: [] })).toEqual([
      'The time is taken.',
    ]);
  });

  it('comes once in French, with the name that the dashboard has for the field', async () => {
    await loadProblemTexts('fr');
    expect(saidOf(refused('attendees.0.timeZone', 'must be an IANA time zone', 'is_time_zone'))).toEqual([
      '« Fuseau horaire » doit être un fuseau horaire.',
    ]);
    expect(saidOf(refused('durations.0', 'must be at least 5', 'min'))).toEqual(['« Durées » est trop petit.']);
    expect(saidOf(refused('someThing', 'is required', 'required'))).toEqual(['Ce champ est obligatoire.']);
  });
});
