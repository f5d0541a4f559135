import type { MatchCallOptions, ScheduleDetails } from '@lyceum/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { draftOf, type ScheduleDraft } from './schedule-draft.ts';
import { scheduleKey, SCHEDULES } from './use-schedules.ts';

interface Edit {
  /** What was there when it was begun, with this editor's own changes since. */
  readonly base: ScheduleDetails;
  readonly draft: ScheduleDraft;
}

export interface ScheduleEdit extends Edit {
  readonly isChanged: boolean;
  /** Whether somebody else has changed the schedule since, while something is typed here. */
  readonly isOutdated: boolean;
  readonly change: (part: Partial<ScheduleDraft>) => void;
  /** Shows what is there now in place of what is typed. */
  readonly load: () => void;
  /** Keeps what is typed, over what is there now. */
  readonly keep: () => void;
  /** @param sent what was sent: what was typed after it is kept */
  readonly take: (answer: ScheduleDetails, sent: unknown) => void;
}

/**
 * What is typed, apart from what is fetched: a schedule that is asked for again shows here only while nothing is typed. Every
 * change names the version that was edited.
 */
export function useScheduleEdit(fetched: ScheduleDetails): ScheduleEdit {
  const [edit, setEdit] = useState(() => editOf(fetched));
  const { base, draft } = edit;
  const isChanged = Object.keys(typedIn(edit)).length > 0;
  const isNewer = fetched.version > base.version;
  if (isNewer && !isChanged) setEdit(editOf(fetched));
  return {
    base,
    draft,
    isChanged,
    isOutdated: isNewer && isChanged,
    change: (part) => setEdit((now) => ({ ...now, draft: { ...now.draft, ...part } })),
    load: () => setEdit(editOf(fetched)),
    keep: () => setEdit((now) => ({ base: fetched, draft: { ...draftOf(fetched), ...typedIn(now) } })),
    take: (answer, sent) =>
      setEdit((now) => ({ base: answer, draft: now.draft === sent ? draftOf(answer) : now.draft })),
  };
}

/** The parts that are not as they were. */
function typedIn({ base, draft }: Edit): Partial<ScheduleDraft> {
  const before: Readonly<Record<string, unknown>> = { ...draftOf(base) };
  return Object.fromEntries(
    Object.entries(draft).filter(([part, value]) => JSON.stringify(value) !== JSON.stringify(before[part])),
  );
}

function editOf(base: ScheduleDetails): Edit {
  return { base, draft: draftOf(base) };
}

/** A change of the version that is edited: its answer is the next one. */
export function useScheduleChange<Given>(
  { base, take }: ScheduleEdit,
  send: (given: Given, options: MatchCallOptions) => PromiseLike<ScheduleDetails>,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (given: Given) => send(given, { ifMatch: base.version }),
    onSuccess: async (answer, given) => {
      take(answer, given);
      queries.setQueryData(scheduleKey(answer.id), answer);
      // Of two, one was the default until now.
      await queries.invalidateQueries({ queryKey: SCHEDULES, predicate: ({ queryKey }) => queryKey[2] !== answer.id });
    },
    // Mostly somebody was faster: that is asked for, and what is typed stays.
    onError: () => queries.invalidateQueries({ queryKey: scheduleKey(base.id) }),
  });
}
