import { I18nProvider } from '@lingui/react';
import { i18n } from '@lingui/core';
import { MantineProvider, useMantineColorScheme } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { nonceOf } from './nonce.ts';
import { queries } from './queries.ts';
import { router } from './router.tsx';
import { accountPreferences } from './session/account-preferences.ts';
import { useSignedInUser } from './session/use-signed-in-user.ts';
import { FailedStart } from './shell/failed-start.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { withTextsOf } from './texts/language.ts';
import { colorVariables, theme } from './theme.ts';

/** Where a visitor makes an account instead of signing in. */
const SIGN_UP = /^\/app\/sign-up\/?$/;
/** Where a visitor asks for a new password. */
const FORGOT_PASSWORD = /^\/app\/forgot-password\/?$/;

const SignUpPage = lazy(
  withTextsOf('joining', () => import('./sign-up/sign-up-page.tsx').then((page) => ({ default: page.SignUpPage }))),
);
const ForgotPasswordPage = lazy(() =>
  import('./sign-in/forgot-password-page.tsx').then((page) => ({ default: page.ForgotPasswordPage })),
);

interface Props {
  /** Why it is not known who is signed in, if so. */
  readonly failure: unknown;
}

export function App({ failure }: Props) {
  return (
    <I18nProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        cssVariablesResolver={colorVariables}
        getStyleNonce={() => nonceOf(document)}
      >
        <QueryClientProvider client={queries}>
          <SignedIn failure={failure} />
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>
  );
}

/** Whoever is not signed in signs in where they are, and goes on there. */
function SignedIn({ failure }: Props) {
  const user = useSignedInUser();
  useChosenColors(user?.id);
  // Anew for each person, with nothing of the former one on it.
  if (user) return <RouterProvider key={user.id} router={router} />;
  if (failure !== null) return <FailedStart failure={failure} />;
  return (
    <Suspense>
      <Entry />
    </Suspense>
  );
}

/** Whoever signs in finds the colours that they have chosen, on whatever device. */
function useChosenColors(userId: string | undefined): void {
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    void accountPreferences().then((chosen) => {
      if (chosen?.isThemeChosen) setColorScheme(chosen.theme);
    });
  }, [userId]);
}

function Entry() {
  if (SIGN_UP.test(location.pathname)) return <SignUpPage />;
  return FORGOT_PASSWORD.test(location.pathname) ? <ForgotPasswordPage /> : <SignInPage />;
}
