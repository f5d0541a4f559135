import { valuesOf } from './event-type-values.ts';

/** What the form of the page sends when nothing was filled in that may be left out. */
const LEFT_OUT = {
  title: ' Algebra ',
  durations: '30, 60',
  timeZone: 'Europe/Paris',
  minimumNoticeMinutes: '0',
  bufferBeforeMinutes: '0',
  bufferAfterMinutes: '0',
  seats: '1',
};

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...LEFT_OUT, ...fields })) form.append(name, value);
  return form;
}

describe('the form of an event type', () => {
  it('says nothing of what is left empty', () => {
    expect(valuesOf(formOf({ usualReminders: 'on', 'bookingWindow.kind': '' }))).toMatchObject({
      title: 'Algebra',
      durations: [30, 60],
      description: null,
      slotIntervalMinutes: null,
      bookingWindow: null,
      limits: {},
      seats: 1,
      questions: [],
      requiredBookableIds: [],
      reminderMinutes: null,
      sessionLanguage: null,
    });
  });

  it('says how far ahead, how much and when people are reminded', () => {
    const values = valuesOf(
      formOf({
        'bookingWindow.kind': 'rolling',
        'bookingWindow.days': '60',
        'limits.day.bookings': '4',
        'limits.week.minutes': '600',
        reminderMinutes: '1440, 60',
        slotIntervalMinutes: '15',
      }),
    );
    expect(values).toMatchObject({
      bookingWindow: { kind: 'rolling', days: 60 },
      limits: { day: { bookings: 4 }, week: { minutes: 600 } },
      reminderMinutes: [1440, 60],
      slotIntervalMinutes: 15,
    });
    const range = {
      'bookingWindow.kind': 'range',
      'bookingWindow.from': '2031-01-01',
      'bookingWindow.to': '2031-02-01',
    };
    expect(valuesOf(formOf(range)).bookingWindow).toEqual({ kind: 'range', from: '2031-01-01', to: '2031-02-01' });
    expect(valuesOf(formOf({ reminderMinutes: '' })).reminderMinutes).toEqual([]);
  });

  it('keeps the keys of questions that were asked before, and makes others from what is asked', () => {
    const questions = [
      { key: 'topic', label: 'What is it about?', type: 'choice', options: ' Algebra \n\nGeometry', required: 'on' },
      { key: '', label: 'Topic', type: 'text', options: 'Left from before' },
      { key: '', label: '2. Où êtes-vous né·e ?', type: 'text' },
      { key: '', label: '???', type: 'boolean', required: 'on' },
      { key: '', label: '何を学びたいですか', type: 'long_text' },
      { key: '', label: `${'very '.repeat(20)}long`, type: 'text' },
      { key: '', label: `${'very '.repeat(20)}long`, type: 'text' },
    ];
    const fields = questions.flatMap((question, index) =>
      Object.entries(question).map(([name, value]) => [`questions.${index}.${name}`, value] as const),
    );
    const asked = valuesOf(formOf(Object.fromEntries(fields))).questions ?? [];
    expect(asked.slice(0, 2)).toEqual([
      { key: 'topic', label: 'What is it about?', type: 'choice', required: true, options: ['Algebra', 'Geometry'] },
      { key: 'topic_2', label: 'Topic', type: 'text', required: false },
    ]);
    const keys = asked.map(({ key }) => key);
    expect(keys.slice(2, 5)).toEqual(['ou_etes_vous_ne_e', 'question', 'question_2']);
    for (const key of keys) expect(key).toMatch(/^[a-z][a-z0-9_]{0,39}$/);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
