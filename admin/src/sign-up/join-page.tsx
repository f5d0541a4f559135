import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { ORGANIZATIONS } from '../organizations/use-organizations.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { Form } from '../shell/form.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { Section } from '../shell/section.tsx';
import { useDone } from '../shell/use-done.tsx';
import { WholeList } from '../shell/whole-list.tsx';
import { useText } from '../texts/use-text.ts';
import { JoinFields, joinWishIn } from './join-fields.tsx';

const route = getRouteApi('/join');
const MOST = 20;
const REQUESTS = [...ORGANIZATIONS, 'own-join-requests'] as const;

/** Asks to be admitted for somebody who has an account, and shows what they have asked. */
export function JoinPage() {
  const text = useText();
  const done = useDone();
  const queries = useQueryClient();
  const { join } = route.useSearch();
  const requests = useQuery({
    queryKey: REQUESTS,
    queryFn: ({ signal }) => lyceum.joinRequests.list({ limit: MOST }, { signal }),
  });
  const ask = useMutation({
    mutationFn: async (given: FormData) => lyceum.joinRequests.create(joinWishIn(given, join ?? '')),
    onSuccess: ({ organizationName: organization }) => done.say(text('joining.asked', { organization })),
    onSettled: () => queries.invalidateQueries({ queryKey: REQUESTS }),
  });
  return (
    <Page title={text('joining.join')}>
      {done.message}
      {join !== undefined && !ask.isSuccess && (
        <Form
          error={ask.error}
          onSubmit={(event) => {
            event.preventDefault();
            ask.mutate(new FormData(event.currentTarget));
          }}
        >
          <Stack maw={480}>
            {ask.isError && <ProblemAlert error={ask.error} />}
            <JoinFields code={join} />
            <Group>
              <Button type="submit" loading={ask.isPending}>
                {text('joining.ask')}
              </Button>
            </Group>
          </Stack>
        </Form>
      )}
      <WholeList query={requests} empty={text('joining.own.none')} cut="">
        {(own) =>
          own.map(({ id, organizationName, role, status, reason, askedAt }) => (
            <Section key={id} title={organizationName} hint={text(`joining.role.${role}`)}>
              <Text style={{ overflowWrap: 'anywhere' }}>
                {text(askedAt === null ? 'joining.own.unverified' : `joining.own.${status}`)} {reason}
              </Text>
              {status === 'waiting' && (
                <Group>
                  <DialogButton
                    label={text('joining.own.delete')}
                    about={organizationName}
                    title={text('joining.own.delete')}
                    submit={text('joining.own.delete')}
                    isFinal
                    action={() => lyceum.joinRequests.delete(id)}
                    changes={REQUESTS}
                    onDone={() => done.say(text('joining.own.deleted', { organization: organizationName }))}
                    says={text('joining.own.delete.text', { organization: organizationName })}
                  />
                </Group>
              )}
            </Section>
          ))
        }
      </WholeList>
    </Page>
  );
}
