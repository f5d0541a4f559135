import { ActionIcon, Anchor, AppShell, Burger, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { useMutation } from '@tanstack/react-query';
import { Outlet, useParams, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useWaitingLogs } from '../courses/logs/use-waiting-logs.ts';
import { useLiveNews } from '../live/use-live-news.ts';
import { ManagedOrganizations } from '../organizations/managed-organizations.tsx';
import { session } from '../session/session.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { useText } from '../texts/use-text.ts';
import { Bell } from './bell.tsx';
import { Commands } from './commands.tsx';
import { PlaceLink } from './links.tsx';
import { OwnPictureLink } from './person-picture.tsx';
import { MissingPage } from './missing-page.tsx';
import { PLACES } from './places.ts';
import { Preferences } from './preferences.tsx';
import { ProblemAlert } from './problem-alert.tsx';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whether what names something in the address can be its id: nothing else is worth asking the server for. */
function haveIds(parameters: Readonly<Record<string, string | undefined>>): boolean {
  return Object.entries(parameters).every(([name, value = '']) => !/id$/i.test(name) || UUID.test(value));
}

/** What stands around every page. */
export function Shell() {
  const text = useText();
  const user = useUser();
  useLiveNews();
  useWaitingLogs();
  const [isOpen, { toggle, close }] = useDisclosure();
  const pathname = useRouterState({ select: ({ location: { pathname: path } }) => path });
  const isPossible = useParams({ strict: false, select: haveIds });
  const logout = useMutation({ mutationFn: () => session.logout() });
  useEffect(close, [close, pathname]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 260, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Anchor href="#content" className="mantine-visible-from-focus" pos="absolute" left={-9999}>
            {text('app.skip')}
          </Anchor>
          <Group wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={text('app.menu')}
              aria-expanded={isOpen}
            />
            <Text fw={700} component="span">
              {text('app.name')}
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Bell />
            <Button
              variant="default"
              size="xs"
              visibleFrom="sm"
              onClick={spotlight.open}
              aria-keyshortcuts="Control+K Meta+K"
            >
              {text('app.commands')}
            </Button>
            <ActionIcon
              variant="default"
              size={30}
              hiddenFrom="sm"
              onClick={spotlight.open}
              aria-label={text('app.commands')}
            >
              <svg width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor" aria-hidden="true">
                <circle cx="6" cy="6" r="4.5" />
                <path d="m9.5 9.5 4 4" />
              </svg>
            </ActionIcon>
            <OwnPictureLink />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="md" aria-label={text('app.navigation')} style={{ overflowY: 'auto' }}>
        <Stack mih="100%" justify="space-between">
          <div>
            {PLACES.filter(({ isFor }) => isFor(user)).map(({ to, name, isExact = false }) => (
              <PlaceLink key={to} to={to} label={text(name)} activeOptions={{ exact: isExact }} />
            ))}
            <ManagedOrganizations pathname={pathname} />
          </div>
          <Stack gap="sm">
            <Preferences />
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {text('app.signedInAs', { name: user.name })}
            </Text>
            {logout.isError && <ProblemAlert error={logout.error} />}
            <Button variant="default" loading={logout.isPending} onClick={() => logout.mutate()}>
              {text('app.signOut')}
            </Button>
          </Stack>
        </Stack>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        {isPossible ? <Outlet /> : <MissingPage />}
      </AppShell.Main>
      <Commands onSignOut={logout.mutate} />
    </AppShell>
  );
}
