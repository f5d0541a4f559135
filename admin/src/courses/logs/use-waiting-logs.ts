import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useUser } from '../../session/use-signed-in-user.ts';

const LOOK_AGAIN_MS = 60_000;
const OF_LOGS = /^log_draft:/;

/** Whether somebody has written logs here; without the scripts for them. */
function hasKept(personId: string): boolean {
  return Object.keys(localStorage).some((key) => OF_LOGS.test(key) && key.endsWith(`:${personId}`));
}

/** Submits logs that were written without a connection, from whichever page is open, as soon as there is one. */
export function useWaitingLogs(): void {
  const queries = useQueryClient();
  const { id } = useUser();
  useEffect(() => {
    const submit = async () => {
      const [{ submitWaiting }, { knowLog }] = await Promise.all([
        import('./submit-log.ts'),
        import('../course-queries.ts'),
      ]);
      await submitWaiting(id, (log) => knowLog(queries, log));
    };
    // What does not work now is tried again.
    const look = () => void (hasKept(id) && navigator.onLine && submit().catch(() => null));
    look();
    window.addEventListener('online', look);
    const again = setInterval(look, LOOK_AGAIN_MS);
    return () => {
      window.removeEventListener('online', look);
      clearInterval(again);
    };
  }, [id, queries]);
}
