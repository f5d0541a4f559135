import { Text } from '@mantine/core';
import { useText } from '../../texts/use-text.ts';

/** The actions that people look for; others are called as the server calls them, in English. */
export const WORDED = [
  'user_login',
  'user_login_failed',
  'user_logout',
  'user_register',
  'auth_login_sessions_ended',
  'auth_password_changed',
  'auth_password_reset_requested',
  'auth_email_verified',
  'auth_refresh_token_reuse_detected',
  'auth_api_key_created',
  'auth_api_key_revoked',
  'user_email_changed',
  'user_role_changed',
  'user_username_changed',
  'user_deactivated',
  'user_reactivated',
  'user_erased',
  'organization_created',
  'organization_page_removed',
  'organization_member_added',
  'organization_member_removed',
  'organization_member_role_changed',
  'booking_requested',
  'booking_confirmed',
  'booking_rescheduled',
  'booking_cancelled',
  'booking_declined',
  'event_type_created',
  'event_type_changed',
  'session_create',
  'session_end',
  'session_pause',
  'code_execute',
  'execution_finished',
  'file_upload',
  'file_download',
  'mail_content_read',
  'audit_log_read',
  'audit_log_expired',
  'audit_details_erased',
  'error_occurred',
  'database_query',
  'api_request',
  'system_start',
  'system_shutdown',
] as const;

interface Props {
  readonly action: string;
  /** As the server says it. */
  readonly message: string;
}

export function ActionWords({ action, message }: Props) {
  const text = useText();
  const worded = WORDED.find((one) => one === action);
  return worded ? (
    text(`audit.action.${worded}`)
  ) : (
    <Text span inherit lang="en">
      {message}
    </Text>
  );
}
