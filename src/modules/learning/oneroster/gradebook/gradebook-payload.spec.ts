import { newId } from '../../../../kernel/ids.js';
import { readLineItem, readResult } from './gradebook-payload.js';

const [classId, studentId] = [newId(), newId()];
const lineItem = {
  ...{ sourcedId: 'a', title: 'Essay', description: '', assignDate: '2027-02-01T08:00:00.000Z', dueDate: '2027-02-08' },
  ...{ resultValueMin: 0, resultValueMax: '100', class: { sourcedId: classId }, learningObjectiveSet: [] },
};
const result = {
  ...{ score: 80, comment: '', scoreStatus: 'fully graded', scoreDate: '2027-02-09T23:30:00.000Z' },
  ...{ lineItem: { sourcedId: 'a' }, student: { sourcedId: studentId } },
};

describe('what another system grades', () => {
  it('is read as the standard has it, and what is not kept is passed over', () => {
    expect(readLineItem({ lineItem }, 'a')).toEqual({
      ...{ title: 'Essay', description: null, resultValueMin: 0, resultValueMax: 100, classId },
      ...{ assignDate: new Date('2027-02-01T08:00:00Z'), dueDate: new Date('2027-02-08'), schoolId: null },
      categoryId: null,
    });
    expect(readResult({ result }, 'b')).toEqual({
      ...{ lineItem: 'a', studentId, scoreStatus: 'fully graded', score: 80, textScore: null, comment: null },
      scoreDate: '2027-02-09',
    });
  });

  it.each([
    [undefined, 'The body is'],
    [{ lineItem: [] }, 'The body is'],
    [{ lineItem: { ...lineItem, sourcedId: 'b' } }, 'that of the path'],
    [{ lineItem: { ...lineItem, title: '' } }, 'title'],
    [{ lineItem: { ...lineItem, title: 'x'.repeat(1001) } }, 'title'],
    [{ lineItem: { ...lineItem, title: 'a\u0000' } }, 'title'],
    [{ lineItem: { ...lineItem, dueDate: 'soon' } }, 'dueDate'],
    [{ lineItem: { ...lineItem, resultValueMax: -1 } }, 'resultValueMax'],
    [{ lineItem: { ...lineItem, resultValueMin: 'few' } }, 'resultValueMin'],
    [{ lineItem: { ...lineItem, class: { sourcedId: 'x' } } }, 'class'],
    [{ lineItem: { ...lineItem, class: 'x' } }, 'class'],
  ])('is refused: %j', (body, why) => {
    expect(() => readLineItem(body, 'a')).toThrow(why);
  });

  it.each([
    [{ ...result, scoreStatus: 'good' }, 'scoreStatus'],
    [{ ...result, score: Number.NaN }, 'score'],
    [{ ...result, student: undefined }, 'student'],
    [{ ...result, scoreDate: undefined }, 'scoreDate'],
    [{ ...result, scoreDate: '0000-01-01' }, 'scoreDate'],
    [{ ...result, scoreDate: '9999-12-31T23:59:59-01:00' }, 'scoreDate'],
  ])('has grades that are refused: %j', (given, why) => {
    expect(() => readResult({ result: given }, 'b')).toThrow(why);
  });
});
