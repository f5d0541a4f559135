import { check, database, email, STUDENT_HEADER } from './roster-imports.js';

describe('a roster of students', () => {
  it('is looked at while that of another organization is', async () => {
    const other = await database.pool.connect();
    try {
      // As a dry run keeps it until its end.
      await other.query('BEGIN; LOCK TABLE roster_rows IN SHARE UPDATE EXCLUSIVE MODE');
      expect((await check('students', [STUDENT_HEADER, `S1,${email(1)},N1`])).roster.state).toBe('ready');
    } finally {
      await other.query('ROLLBACK');
      other.release();
    }
  });
});
