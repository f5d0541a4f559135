import type { CourseMeeting, TimeSpan } from '@lyceum/sdk';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ownMeetings } from '../courses/course-queries.ts';
import { useOrganizations } from '../organizations/use-organizations.ts';

const NONE: readonly CourseMeeting[] = [];

/** Meetings of courses that lie in what the calendar shows, of what whoever is signed in teaches or learns. */
export function useShownMeetings(shown: TimeSpan | null): readonly CourseMeeting[] {
  const { data: organizations } = useOrganizations();
  const { data } = useQuery({
    ...ownMeetings({ from: shown?.start ?? '', to: shown?.end ?? '' }),
    // Who belongs to no organization has none.
    enabled: shown !== null && (organizations?.data.length ?? 0) > 0,
    placeholderData: keepPreviousData,
  });
  return data?.data.filter(({ status }) => status === 'confirmed') ?? NONE;
}
