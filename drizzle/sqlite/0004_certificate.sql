CREATE TABLE `api_key` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`scope` text NOT NULL,
	`addresses` text NOT NULL,
	`daily` integer NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer,
	`last_used_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_key_hash` ON `api_key` (`hash`);--> statement-breakpoint
CREATE TABLE `api_use` (
	`key` text NOT NULL,
	`day` text NOT NULL,
	`asked` integer DEFAULT 0 NOT NULL,
	`missed` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`key`, `day`)
);
--> statement-breakpoint
CREATE TABLE `certificate` (
	`id` text PRIMARY KEY NOT NULL,
	`serial` text NOT NULL,
	`code` text NOT NULL,
	`enrolment` text NOT NULL,
	`request` text NOT NULL,
	`cns` text NOT NULL,
	`account` text NOT NULL,
	`cpf_blind` text NOT NULL,
	`ccn_version` integer NOT NULL,
	`mode` text NOT NULL,
	`state` text NOT NULL,
	`subject` text NOT NULL,
	`key_hash` text NOT NULL,
	`tbs` text NOT NULL,
	`der` text,
	`not_before` integer NOT NULL,
	`not_after` integer NOT NULL,
	`prepared_at` integer NOT NULL,
	`issued_at` integer,
	`proved_at` integer,
	`exclusive_until` integer,
	`revoked_at` integer,
	`reason` text,
	`revoked_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `certificate_serial` ON `certificate` (`serial`);--> statement-breakpoint
CREATE UNIQUE INDEX `certificate_code` ON `certificate` (`code`);--> statement-breakpoint
CREATE UNIQUE INDEX `certificate_active` ON `certificate` (`cpf_blind`) WHERE state = 'active';--> statement-breakpoint
CREATE INDEX `certificate_account` ON `certificate` (`account`,`prepared_at`);--> statement-breakpoint
CREATE INDEX `certificate_request` ON `certificate` (`request`);--> statement-breakpoint
CREATE INDEX `certificate_cartorio` ON `certificate` (`cns`,`exclusive_until`) WHERE state = 'active';--> statement-breakpoint
CREATE INDEX `certificate_unproved` ON `certificate` (`prepared_at`) WHERE state IN ('prepared', 'issued');--> statement-breakpoint
CREATE INDEX `certificate_revoked` ON `certificate` (`revoked_at`) WHERE revoked_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `crl` (
	`number` integer PRIMARY KEY NOT NULL,
	`this_update` integer NOT NULL,
	`next_update` integer NOT NULL,
	`der` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `enrolment` (
	`id` text PRIMARY KEY NOT NULL,
	`request` text NOT NULL,
	`account` text NOT NULL,
	`code` text NOT NULL,
	`device_hash` text NOT NULL,
	`device` text NOT NULL,
	`verifier` text,
	`tries` integer DEFAULT 0 NOT NULL,
	`locked_at` integer,
	`nonce` text,
	`nonce_at` integer,
	`created_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `enrolment_code_once` ON `enrolment` (`code`);--> statement-breakpoint
CREATE INDEX `enrolment_request` ON `enrolment` (`request`);--> statement-breakpoint
CREATE TABLE `enrolment_code` (
	`id` text PRIMARY KEY NOT NULL,
	`request` text NOT NULL,
	`call` text NOT NULL,
	`account` text NOT NULL,
	`hash` text NOT NULL,
	`plain` text,
	`shown_at` integer,
	`expires_at` integer NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`used_at` integer,
	`void_at` integer
);
--> statement-breakpoint
CREATE INDEX `enrolment_code_request` ON `enrolment_code` (`request`);