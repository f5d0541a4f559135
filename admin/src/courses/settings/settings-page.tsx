import { Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { TextLink } from '../../shell/links.tsx';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../texts/use-text.ts';
import { CoursesFrame } from '../courses-frame.tsx';
import { DeadlineSection } from './deadline-section.tsx';
import { ReflectionSection } from './reflection-section.tsx';
import { readSettingsSearch } from './settings-search.ts';
import { ZoneSection } from './zone-section.tsx';

const route = getRouteApi('/courses/settings');

/** What holds for all courses of an organization, and what each change of it plans anew. */
export function SettingsPage() {
  const text = useText();
  const { of } = readSettingsSearch(route.useSearch());
  return (
    <CoursesFrame title="courseSettings.title" of={of} isForManagers>
      {({ organization: { id } }) => (
        <>
          <ZoneSection organizationId={id} />
          <DeadlineSection organizationId={id} />
          <Section title={text('structure.kind.holidays')} hint={text('courseSettings.holidays.hint')}>
            <Stack align="flex-start">
              <TextLink to="/courses/structure" search={{ of: id, kind: 'holidays' }}>
                {text('courseSettings.holidays.change')}
              </TextLink>
            </Stack>
          </Section>
          <ReflectionSection organizationId={id} />
        </>
      )}
    </CoursesFrame>
  );
}
