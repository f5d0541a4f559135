import type { Organization } from '@lyceum/sdk';
import { Group, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { lyceum } from '../lyceum.ts';
import { isManaged, ORGANIZATIONS, useOrganizations } from '../organizations/use-organizations.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { TextLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { type TextKey, useText } from '../texts/use-text.ts';
import { shownOrganization } from './shown-organization.ts';

const MOST = 100;
const CURRENT = { fw: 700, underline: 'always' } as const;

/** An organization whose courses are shown, and whether whoever is signed in manages them. */
export interface CoursesOf {
  readonly organization: Organization;
  readonly manages: boolean;
}

interface Props {
  readonly title: TextKey;
  /** What the address says. */
  readonly of: string | undefined;
  /** Of what only those who manage the courses see. */
  readonly isForManagers?: boolean;
  readonly children: (courses: CoursesOf) => ReactNode;
}

/** A page about the courses of one organization, with the ways to the others. */
export function CoursesFrame({ title, of, isForManagers = false, children }: Props) {
  const text = useText();
  const navigate = useNavigate();
  const { data, error, isPending, refetch } = useOrganizations();
  const organization = data && shownOrganization(data.data, of);
  const manages = useManagesCourses(organization);
  return (
    <Page title={text(title)}>
      {organization && (
        <>
          <Ways manages={manages === true} of={organization.id} />
          {data.data.length > 1 && (
            <NativeSelect
              label={text('courses.of')}
              value={organization.id}
              maw={360}
              onChange={({ currentTarget: { value } }) => void navigate({ to: '.', search: { of: value } })}
              data={data.data.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </>
      )}
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && !organization && <Text role="status">{text('courses.noOrganization')}</Text>}
      {(isPending || (organization && manages === undefined)) && (
        <Loader aria-label={text('app.loading')} role="status" />
      )}
      {organization &&
        manages !== undefined &&
        (isForManagers && !manages ? (
          <Text role="status">{text('courses.forManagers')}</Text>
        ) : (
          <div key={organization.id} style={{ display: 'contents' }}>
            {children({ organization, manages })}
          </div>
        ))}
    </Page>
  );
}

function Ways({ manages, of }: { readonly manages: boolean; readonly of: string }) {
  const text = useText();
  const shared = {
    search: { of },
    activeOptions: { exact: true, includeSearch: false },
    activeProps: CURRENT,
  } as const;
  return (
    <Group component="nav" gap="md" style={{ rowGap: 0 }} aria-label={text('courses.pages')}>
      <TextLink to="/courses" {...shared}>
        {text('courses.offerings')}
      </TextLink>
      <TextLink to="/courses/timetable">{text('timetable.own')}</TextLink>
      {manages && (
        <>
          <TextLink to="/courses/board" {...shared}>
            {text('board.title')}
          </TextLink>
          <TextLink to="/courses/people" {...shared}>
            {text('courses.people')}
          </TextLink>
          <TextLink to="/courses/structure" {...shared}>
            {text('structure.title')}
          </TextLink>
          <TextLink to="/courses/imports" {...shared}>
            {text('imports.title')}
          </TextLink>
          <TextLink to="/courses/settings" {...shared}>
            {text('courseSettings.title')}
          </TextLink>
        </>
      )}
    </Group>
  );
}

/** @returns undefined as long as it is not known */
export function useManagesCourses(organization: Organization | undefined): boolean | undefined {
  const user = useUser();
  const isOwnerOrAdmin = organization !== undefined && isManaged(organization);
  const { data, isError } = useQuery({
    queryKey: [...ORGANIZATIONS, 'course-manager', organization?.id, user.id],
    queryFn: async ({ signal }) => {
      const members = await lyceum.organizationMembers.list(
        organization?.id ?? '',
        { q: user.email, status: 'joined', limit: MOST },
        { signal },
      );
      return members.data.some(({ userId, courseRoles }) => userId === user.id && courseRoles.includes('manager'));
    },
    enabled: organization !== undefined && !isOwnerOrAdmin,
  });
  if (isOwnerOrAdmin) return true;
  return isError ? false : data;
}
