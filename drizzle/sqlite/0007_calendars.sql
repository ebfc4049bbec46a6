CREATE TABLE `legal_text` (
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`body` text NOT NULL,
	`author` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`kind`, `version`)
);
--> statement-breakpoint
CREATE TABLE `stay` (
	`request` text NOT NULL,
	`n` integer NOT NULL,
	`cns` text NOT NULL,
	`uf` text NOT NULL,
	`day` text NOT NULL,
	`started_at` integer NOT NULL,
	`pulled` integer NOT NULL,
	`decided_at` integer,
	`decision` text,
	`reason` text,
	`late` integer,
	`business_ms` integer,
	`expired_at` integer,
	`released_at` integer,
	`ended_at` integer,
	`completed_at` integer,
	PRIMARY KEY(`request`, `n`)
);
--> statement-breakpoint
CREATE INDEX `stay_office` ON `stay` (`cns`,`day`);--> statement-breakpoint
CREATE INDEX `stay_day` ON `stay` (`day`);--> statement-breakpoint
CREATE TABLE `calendar_layer` (
	`layer` text NOT NULL,
	`scope` text NOT NULL,
	`version` integer NOT NULL,
	`entries` text NOT NULL,
	`author` text NOT NULL,
	`at` integer NOT NULL,
	`act` text,
	`reason` text NOT NULL,
	PRIMARY KEY(`layer`, `scope`, `version`)
);
--> statement-breakpoint
CREATE TABLE `outage` (
	`id` text PRIMARY KEY NOT NULL,
	`from` integer NOT NULL,
	`to` integer NOT NULL,
	`found` text NOT NULL,
	`reason` text NOT NULL,
	`author` text NOT NULL,
	`at` integer NOT NULL,
	`clocks` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `uptime` (
	`from` integer PRIMARY KEY NOT NULL,
	`to` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `calendar` ADD `layers` text;--> statement-breakpoint
ALTER TABLE `calendar` ADD `act` text;--> statement-breakpoint
ALTER TABLE `calendar` ADD `reason` text;--> statement-breakpoint
ALTER TABLE `cartorio` ADD `suspended_why` text;--> statement-breakpoint
ALTER TABLE `role` ADD `on_duty` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `tick` ADD `cause` text;