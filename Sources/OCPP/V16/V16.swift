// SPDX-License-Identifier: Apache-2.0

/// OCPP 1.6-J: its messages and their parts, named as the standard names them.
///
/// A request is a type of its own, its response nested in it: `V16.BootNotification` and
/// `V16.BootNotification.Response`. The same types serve both roles.
public enum V16 {}
