import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Examples } from '../../../../infra/http/examples.js';
import { BooleanField, EnumField, IntegerField, ObjectField } from '../../../../infra/http/fields.js';
import { EDITOR_SETTINGS, type Preferences, THEMES, USUAL_PREFERENCES } from './preferences.rules.js';

const { editorSettings: EDITOR } = USUAL_PREFERENCES;

@ApiSchema({ name: 'ChangeEditorSettings' })
export class ChangeEditorSettingsDto {
  @IntegerField({ min: 8, max: 40, optional: true, example: EDITOR.fontSize })
  fontSize?: number;
  @IntegerField({ min: 1, max: 8, optional: true, example: EDITOR.tabSize })
  tabSize?: number;
  @BooleanField({ optional: true, example: true })
  wordWrap?: boolean;
  @BooleanField({ optional: true, example: true })
  autoSave?: boolean;
}

@ApiSchema({ name: 'ChangeNotificationPreferences' })
export class ChangeNotificationPreferencesDto {
  @BooleanField({ optional: true, description: 'For apps; Lyceum’s own mails: `/users/me/email-subscriptions`.' })
  email?: boolean;
  @BooleanField({ optional: true, description: 'For apps that show notifications outside of their pages.' })
  browser?: boolean;
  @BooleanField({ optional: true, description: 'Whether owners are notified of who comes into their rooms.' })
  collaboratorJoined?: boolean;
  @BooleanField({ optional: true, description: 'Whether people are notified of rooms that they are added to.' })
  sessionShared?: boolean;
}

@Examples({
  dark: { summary: 'Dark, with a larger font', value: { theme: 'dark', editorSettings: { fontSize: 18 } } },
  quiet: { summary: 'No notice of who comes in', value: { notifications: { collaboratorJoined: false } } },
})
@ApiSchema({ name: 'ChangePreferences' })
export class ChangePreferencesDto {
  @EnumField(THEMES, { name: 'Theme', optional: true, example: 'dark' })
  theme?: Preferences['theme'];
  @ObjectField(ChangeEditorSettingsDto, { optional: true })
  editorSettings?: ChangeEditorSettingsDto;
  @ObjectField(ChangeNotificationPreferencesDto, { optional: true })
  notifications?: ChangeNotificationPreferencesDto;
}

@ApiSchema({ name: 'EditorSettings' })
export class EditorSettingsDto {
  @ApiProperty({ type: 'integer', example: EDITOR.fontSize })
  fontSize: number;
  @ApiProperty({ type: 'integer', example: EDITOR.tabSize })
  tabSize: number;
  /** @example true */
  wordWrap: boolean;
  /** @example true */
  autoSave: boolean;
}

@ApiSchema({ name: 'NotificationPreferences' })
export class NotificationPreferencesDto {
  /** @example true */
  email: boolean;
  /** @example true */
  browser: boolean;
  /** @example true */
  collaboratorJoined: boolean;
  /** @example true */
  sessionShared: boolean;
}

@ApiSchema({ name: 'Preferences' })
export class PreferencesDto {
  @ApiProperty({ enum: THEMES, enumName: 'Theme', example: USUAL_PREFERENCES.theme })
  theme: Preferences['theme'];
  @ApiProperty({
    example: false,
    description: 'Whether it was; until then a page may follow what the device has.',
  })
  isThemeChosen: boolean;
  @ApiProperty({
    ...{ enum: EDITOR_SETTINGS, enumName: 'EditorSetting', isArray: true, example: ['fontSize'] },
    description: 'Which of `editorSettings` were; the others are the usual ones, and a page may follow the device.',
  })
  chosenEditorSettings: (typeof EDITOR_SETTINGS)[number][];
  @ApiProperty({ type: EditorSettingsDto })
  editorSettings: EditorSettingsDto;
  @ApiProperty({ type: NotificationPreferencesDto })
  notifications: NotificationPreferencesDto;
}
