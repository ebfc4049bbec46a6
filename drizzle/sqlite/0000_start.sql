CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `passkey` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`public_key` text NOT NULL,
	`user_id` text NOT NULL,
	`credential_id` text NOT NULL,
	`counter` integer NOT NULL,
	`device_type` text NOT NULL,
	`backed_up` integer NOT NULL,
	`transports` text,
	`created_at` integer,
	`aaguid` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `passkey_credential` ON `passkey` (`credential_id`);--> statement-breakpoint
CREATE INDEX `passkey_user` ON `passkey` (`user_id`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL,
	`token` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`user_id` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token_unique` ON `session` (`token`);--> statement-breakpoint
CREATE INDEX `session_user` ON `session` (`user_id`);--> statement-breakpoint
CREATE TABLE `session_proof` (
	`session` text PRIMARY KEY NOT NULL,
	`passkey_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `user` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`image` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_email_unique` ON `user` (`email`);--> statement-breakpoint
CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verification_identifier` ON `verification` (`identifier`);--> statement-breakpoint
CREATE TABLE `calendar` (
	`cns` text NOT NULL,
	`version` integer NOT NULL,
	`hours` text NOT NULL,
	`author` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`cns`, `version`)
);
--> statement-breakpoint
CREATE TABLE `cartorio` (
	`cns` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`search` text NOT NULL,
	`ibge` text NOT NULL,
	`municipio` text NOT NULL,
	`uf` text NOT NULL,
	`zone` text NOT NULL,
	`address` text DEFAULT '' NOT NULL,
	`status` text NOT NULL,
	`eligible` integer NOT NULL,
	`listed` text NOT NULL,
	`missing_since` integer,
	`credentialed_at` integer,
	`suspended_at` integer,
	`pull_cap` integer DEFAULT 5 NOT NULL,
	`calendar_version` integer DEFAULT 0 NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `cartorio_place` ON `cartorio` (`uf`,`ibge`);--> statement-breakpoint
CREATE TABLE `counter` (
	`name` text PRIMARY KEY NOT NULL,
	`last` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `invitation` (
	`id` text PRIMARY KEY NOT NULL,
	`email_blind` text NOT NULL,
	`email` text NOT NULL,
	`cns` text,
	`role` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`accepted_at` integer
);
--> statement-breakpoint
CREATE INDEX `invitation_email` ON `invitation` (`email_blind`);--> statement-breakpoint
CREATE INDEX `invitation_cns` ON `invitation` (`cns`);--> statement-breakpoint
CREATE TABLE `person` (
	`id` text PRIMARY KEY NOT NULL,
	`user` text NOT NULL,
	`email_blind` text NOT NULL,
	`email` text NOT NULL,
	`name` text,
	`phone` text,
	`phone_confirmed_at` integer,
	`push_on` integer DEFAULT true NOT NULL,
	`email_on` integer DEFAULT true NOT NULL,
	`sms_on` integer DEFAULT false NOT NULL,
	`quiet_from` integer,
	`quiet_to` integer,
	`zone` text DEFAULT 'America/Sao_Paulo' NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `person_email` ON `person` (`email_blind`);--> statement-breakpoint
CREATE UNIQUE INDEX `person_user` ON `person` (`user`);--> statement-breakpoint
CREATE TABLE `phone_code` (
	`person` text PRIMARY KEY NOT NULL,
	`phone` text NOT NULL,
	`hash` text NOT NULL,
	`expires_at` integer NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `push_subscription` (
	`id` text PRIMARY KEY NOT NULL,
	`endpoint_blind` text NOT NULL,
	`subscription` text NOT NULL,
	`person` text NOT NULL,
	`session` text NOT NULL,
	`device` text NOT NULL,
	`created_at` integer NOT NULL,
	`seen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_endpoint` ON `push_subscription` (`endpoint_blind`);--> statement-breakpoint
CREATE INDEX `push_person` ON `push_subscription` (`person`);--> statement-breakpoint
CREATE TABLE `role` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`cns` text,
	`role` text NOT NULL,
	`since` integer NOT NULL,
	`until` integer,
	`by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `role_person` ON `role` (`person`);--> statement-breakpoint
CREATE INDEX `role_cns` ON `role` (`cns`);--> statement-breakpoint
CREATE TABLE `secret` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `setting` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `alarm` (
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`due_at` integer NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`subject`, `kind`, `due_at`)
);
--> statement-breakpoint
CREATE INDEX `alarm_due` ON `alarm` (`due_at`);--> statement-breakpoint
CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text,
	`previous` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ccn` (
	`cns` text NOT NULL,
	`cpf_blind` text NOT NULL,
	`version` integer NOT NULL,
	`data` text NOT NULL,
	`author` text NOT NULL,
	`request` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`cns`, `cpf_blind`, `version`)
);
--> statement-breakpoint
CREATE TABLE `delivery` (
	`id` text PRIMARY KEY NOT NULL,
	`notice` text NOT NULL,
	`person` text NOT NULL,
	`channel` text NOT NULL,
	`target` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_at` integer NOT NULL,
	`lease_until` integer,
	`outcome` text,
	`error` text,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `delivery_once` ON `delivery` (`notice`,`person`,`channel`,`target`);--> statement-breakpoint
CREATE INDEX `delivery_pending` ON `delivery` (`next_at`) WHERE ended_at IS NULL;--> statement-breakpoint
CREATE INDEX `delivery_person` ON `delivery` (`person`,`channel`,`ended_at`);--> statement-breakpoint
CREATE TABLE `entry` (
	`request` text NOT NULL,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`kind` text NOT NULL,
	`intent` text,
	`intent_hash` text,
	`body` text NOT NULL,
	PRIMARY KEY(`request`, `version`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `entry_intent` ON `entry` (`actor`,`intent`);--> statement-breakpoint
CREATE TABLE `notice` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`request` text,
	`version` integer DEFAULT 0 NOT NULL,
	`cns` text,
	`person` text,
	`facts` text NOT NULL,
	`done_at` integer
);
--> statement-breakpoint
CREATE INDEX `notice_pending` ON `notice` (`at`) WHERE done_at IS NULL;--> statement-breakpoint
CREATE INDEX `notice_request` ON `notice` (`request`);--> statement-breakpoint
CREATE TABLE `request` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`protocol` text NOT NULL,
	`account` text NOT NULL,
	`cpf_blind` text NOT NULL,
	`uf` text NOT NULL,
	`ibge` text NOT NULL,
	`status` text NOT NULL,
	`cns` text,
	`pulled` integer NOT NULL,
	`round` integer NOT NULL,
	`state` text NOT NULL,
	`pool_id` text,
	`since` integer NOT NULL,
	`due_at` integer,
	`created_at` integer NOT NULL,
	`closed_at` integer,
	`body_hash` text NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `request_protocol` ON `request` (`protocol`);--> statement-breakpoint
CREATE UNIQUE INDEX `request_pool` ON `request` (`pool_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `request_open` ON `request` (`account`,`cpf_blind`) WHERE closed_at IS NULL;--> statement-breakpoint
CREATE INDEX `request_queue` ON `request` (`cns`,`since`) WHERE closed_at IS NULL;--> statement-breakpoint
CREATE INDEX `request_released` ON `request` (`uf`,`since`) WHERE closed_at IS NULL AND cns IS NULL;--> statement-breakpoint
CREATE INDEX `request_pulled` ON `request` (`cns`) WHERE closed_at IS NULL AND pulled;--> statement-breakpoint
CREATE INDEX `request_cpf` ON `request` (`cpf_blind`);--> statement-breakpoint
CREATE INDEX `request_account` ON `request` (`account`,`created_at`);--> statement-breakpoint
CREATE TABLE `tick` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`request` text NOT NULL,
	`version` integer NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`cns` text NOT NULL,
	`calendar_version` integer NOT NULL,
	`remaining_ms` integer NOT NULL,
	`due_at` integer
);
--> statement-breakpoint
CREATE INDEX `tick_request` ON `tick` (`request`,`seq`);