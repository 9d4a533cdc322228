# SPDX-License-Identifier: Apache-2.0
"""What the schemas do not say: functional blocks, who sends what, names in Swift, and documentation in our own words."""

import re

# Functional block of the standard -> folder.
FOLDERS = {
    "A": "Security", "B": "Provisioning", "C": "Authorization", "D": "LocalAuthorizationList", "E": "Transactions",
    "F": "RemoteControl", "G": "Availability", "H": "Reservation", "I": "TariffAndCost", "J": "MeterValues",
    "K": "SmartCharging", "L": "Firmware", "M": "Certificates", "N": "Diagnostics", "O": "DisplayMessage",
    "P": "DataTransfer", "Q": "BidirectionalPower", "R": "DERControl", "S": "BatterySwap",
}

# Action -> block, sender (station, csms or both), documentation.
MESSAGES = {
    "AFRRSignal": ("Q", "csms", "Passes a signal of frequency restoration on to a vehicle that follows its signal curve."),
    "AdjustPeriodicEventStream": ("N", "csms", "Changes how often a stream of values is sent."),
    "Authorize": ("C", "station", "Asks whether a token may charge."),
    "BatterySwap": ("S", "station", "Tells of batteries put in or taken out."),
    "BootNotification": ("B", "station", "Sent by the station after each start, and on request."),
    "CancelReservation": ("H", "csms", "Ends a reservation."),
    "CertificateSigned": ("A", "csms", "Delivers the certificate that was asked for by SignCertificate."),
    "ChangeAvailability": ("G", "csms", "Takes a station, an EVSE or a connector into or out of operation."),
    "ChangeTransactionTariff": ("I", "csms", "Gives a running transaction another tariff."),
    "ClearCache": ("C", "csms", "Empties the station's authorization cache."),
    "ClearChargingProfile": ("K", "csms", "Removes charging profiles, one by its id or all that fit."),
    "ClearDERControl": ("R", "csms", "Removes grid controls."),
    "ClearDisplayMessage": ("O", "csms", "Removes a message from the display."),
    "ClearTariffs": ("I", "csms", "Removes tariffs from the station."),
    "ClearVariableMonitoring": ("N", "csms", "Removes monitors of variables."),
    "ClearedChargingLimit": ("K", "station", "Tells that a limit from elsewhere no longer holds."),
    "ClosePeriodicEventStream": ("N", "station", "Ends a stream of values."),
    "CostUpdated": ("I", "csms", "Tells the cost so far of a running transaction."),
    "CustomerInformation": ("N", "csms", "Asks for a report of what is stored of a customer, or to delete it."),
    "DataTransfer": ("P", "both", "Carries what a vendor has agreed on outside the standard."),
    "DeleteCertificate": ("M", "csms", "Deletes a certificate from the station."),
    "FirmwareStatusNotification": ("L", "station", "Tells how a firmware update goes."),
    "Get15118EVCertificate": ("M", "station", "Asks for a contract certificate of a vehicle."),
    "GetBaseReport": ("B", "csms", "Asks for a report of the station's variables, which comes as NotifyReport."),
    "GetCertificateChainStatus": ("M", "station", "Asks for the revocation status of a chain of certificates."),
    "GetCertificateStatus": ("M", "station", "Asks for the revocation status of a certificate."),
    "GetChargingProfiles": ("K", "csms", "Asks for installed profiles, which come as ReportChargingProfiles."),
    "GetCompositeSchedule": ("K", "csms", "Asks what all profiles together allow."),
    "GetDERControl": ("R", "csms", "Asks for the grid controls in the station, which come as ReportDERControl."),
    "GetDisplayMessages": ("O", "csms", "Asks for the messages of the display, which come as NotifyDisplayMessages."),
    "GetInstalledCertificateIds": ("M", "csms", "Asks which certificates are installed."),
    "GetLocalListVersion": ("D", "csms", "Asks for the version of the local authorization list."),
    "GetLog": ("N", "csms", "Asks for the upload of a log."),
    "GetMonitoringReport": ("N", "csms", "Asks for the monitors that fit, which come as NotifyMonitoringReport."),
    "GetPeriodicEventStream": ("N", "csms", "Asks for the open streams of values."),
    "GetReport": ("B", "csms", "Asks for some variables, which come as NotifyReport."),
    "GetTariffs": ("I", "csms", "Asks for the tariffs in the station."),
    "GetTransactionStatus": ("E", "csms", "Asks whether a transaction goes on and messages of it wait."),
    "GetVariables": ("B", "csms", "Reads variables."),
    "Heartbeat": ("G", "station", "Shows that the station is there, and asks for the time."),
    "InstallCertificate": ("M", "csms", "Installs a root certificate."),
    "LogStatusNotification": ("N", "station", "Tells how the upload of a log goes."),
    "MeterValues": ("J", "station", "Readings of a meter outside transactions."),
    "NotifyAllowedEnergyTransfer": ("Q", "csms", "Tells which ways of energy transfer a transaction may use."),
    "NotifyChargingLimit": ("K", "station", "Tells of a limit from elsewhere, as from a grid operator's box."),
    "NotifyCustomerInformation": ("N", "station", "Part of the report asked for by CustomerInformation."),
    "NotifyDERAlarm": ("R", "station", "Tells of a fault of the grid, or of its end."),
    "NotifyDERStartStop": ("R", "station", "Tells that a timed grid control has begun or ended."),
    "NotifyDisplayMessages": ("O", "station", "Part of the list asked for by GetDisplayMessages."),
    "NotifyEVChargingNeeds": ("K", "station", "Tells what a vehicle wants and can do."),
    "NotifyEVChargingSchedule": ("K", "station", "Tells the schedule that a vehicle has chosen."),
    "NotifyEvent": ("N", "station", "Tells of events that monitors have seen."),
    "NotifyMonitoringReport": ("N", "station", "Part of the report asked for by GetMonitoringReport."),
    "NotifyPeriodicEventStream": ("N", "station", "Values of a stream; not answered."),
    "NotifyPriorityCharging": ("K", "station", "Tells that priority charging has begun or ended at the station."),
    "NotifyReport": ("B", "station", "Part of the report asked for by GetBaseReport or GetReport."),
    "NotifySettlement": ("I", "station", "Tells that a payment at the station is settled."),
    "NotifyWebPaymentStarted": ("I", "csms", "Tells that somebody pays for an EVSE by the web."),
    "OpenPeriodicEventStream": ("N", "station", "Begins a stream of values."),
    "PublishFirmware": ("L", "csms", "Asks a local controller to publish firmware."),
    "PublishFirmwareStatusNotification": ("L", "station", "Tells how the publishing of firmware goes."),
    "PullDynamicScheduleUpdate": ("K", "station", "Asks for newer figures of a dynamic profile."),
    "ReportChargingProfiles": ("K", "station", "Part of the list asked for by GetChargingProfiles."),
    "ReportDERControl": ("R", "station", "Part of the list asked for by GetDERControl."),
    "RequestBatterySwap": ("S", "csms", "Asks for a swap on behalf of a token."),
    "RequestStartTransaction": ("F", "csms", "Asks to start a transaction."),
    "RequestStopTransaction": ("F", "csms", "Asks to stop a transaction."),
    "ReservationStatusUpdate": ("H", "station", "Tells that a reservation has ended without a transaction."),
    "ReserveNow": ("H", "csms", "Reserves an EVSE for a token."),
    "Reset": ("B", "csms", "Restarts a station or an EVSE."),
    "SecurityEventNotification": ("A", "station", "Tells of an event that concerns security."),
    "SendLocalList": ("D", "csms", "Sends the local authorization list or changes of it."),
    "SetChargingProfile": ("K", "csms", "Installs a charging profile."),
    "SetDERControl": ("R", "csms", "Sets a grid control; exactly one of the controls is given."),
    "SetDefaultTariff": ("I", "csms", "Sets the tariff of transactions without one of their own."),
    "SetDisplayMessage": ("O", "csms", "Puts a message on the display."),
    "SetMonitoringBase": ("N", "csms", "Chooses the set of monitors to begin with."),
    "SetMonitoringLevel": ("N", "csms", "Chooses up to which severity events are told."),
    "SetNetworkProfile": ("B", "csms", "Sets one of the ways in which the station connects."),
    "SetVariableMonitoring": ("N", "csms", "Sets monitors of variables."),
    "SetVariables": ("B", "csms", "Writes variables."),
    "SignCertificate": ("A", "station", "Asks for a certificate."),
    "StatusNotification": ("G", "station", "Tells the state of a connector."),
    "TransactionEvent": ("E", "station", "Tells that a transaction has begun, goes on or has ended."),
    "TriggerMessage": ("F", "csms", "Asks the station to send a message now."),
    "UnlockConnector": ("F", "csms", "Unlocks a connector."),
    "UnpublishFirmware": ("L", "csms", "Asks a local controller to stop publishing firmware."),
    "UpdateDynamicSchedule": ("K", "csms", "Sends newer figures of a dynamic profile."),
    "UpdateFirmware": ("L", "csms", "Asks the station to fetch and install firmware."),
    "UsePriorityCharging": ("K", "csms", "Begins or ends priority charging of a transaction."),
    "VatNumberValidation": ("I", "station", "Asks whether a VAT number is good."),
}

# Where dropping `EnumType` or `Type` gives a name that is taken (by a message, by an object, by one of ours) or says
# too little.
TYPE_NAMES = {
    "AttributeEnumType": "AttributeKind", "CertificateStatusEnumType": "CertificateStatusKind",
    "ClearChargingProfileType": "ClearChargingProfileCriteria", "ConnectorEnumType": "ConnectorKind",
    "CostDimensionEnumType": "CostDimensionKind", "DERControlEnumType": "DERControlKind", "DataEnumType": "DataKind",
    "GetCertificateStatusEnumType": "GetCertificateStatusResult", "IdTokenEnumType": "IdTokenKind",
    "LogEnumType": "LogKind", "MonitorEnumType": "MonitorKind", "OCPPVersionEnumType": "NetworkProfileVersion",
    "ResetEnumType": "ResetKind", "TransactionEventEnumType": "TransactionEventKind", "UpdateEnumType": "UpdateKind",
    "VPNEnumType": "VPNKind",
}

# Words on the wire whose name in Swift is another: the ones that an enumeration has for itself, and the optional's.
CASE_NAMES = {"Other": "otherListed", "NONE": "noAuthentication"}

TYPES = {
    "Action": (
        "The actions of 2.x. One that the version lists but the receiver does not support is answered `NotSupported`, any "
        "other `NotImplemented`."
    ),
    "AdditionalInfoType": "A further token beside the main one.",
    "AuthorizationData": "A token of the local list.",
    "CertificateHashDataType": "What names a certificate.",
    "ChargingNeedsType": "What a vehicle wants and can do.",
    "ChargingProfileType": "Limits or setpoints over time, with what they are for.",
    "ChargingScheduleType": "Periods of limits or setpoints.",
    "ChargingSchedulePeriodType": "A limit or a setpoint from a moment on. Amperes are by phase, watts the sum of the phases.",
    "ChargingScheduleUpdateType": "Newer figures of a dynamic profile.",
    "ChargingStationType": "The station itself.",
    "ComponentType": "A part of the station that has variables.",
    "CompositeScheduleType": "What all profiles together allow.",
    "EVSEType": "An EVSE, or one of its connectors.",
    "IdTokenType": "What somebody shows to be let charge.",
    "IdTokenInfoType": "Whether a token may charge, and on which terms.",
    "MeterValueType": "Values sampled at one moment.",
    "SampledValueType": "One measured value.",
    "SignedMeterValueType": "A value as its meter has signed it.",
    "StatusInfoType": "The reason of a status.",
    "TransactionType": "The transaction concerned.",
    "UnitOfMeasureType": "Unit and power of ten of a value.",
    "V2XChargingParametersType": "What a vehicle can do in both directions. Powers in W, energies in Wh.",
    "VariableType": "A variable of a component.",
}

# By member, or by object and member.
FIELDS = {
    "customData": "What the vendor adds.",
    "status": "What became of it.",
    "statusInfo": "The reason, in detail.",
    "NotifySettlementRequest.statusInfo": "The reason, in words.",
    "evseId": "The EVSE, from 1; 0, where it is allowed, is the station as a whole.",
    "connectorId": "Connector of the EVSE, from 1.",
    "requestId": "Names the request that this belongs to.",
    "transactionId": "The transaction, by the station's name for it.",
    "IdTokenInfoType.evseId": "The EVSEs it may charge at; absent means all.",
    "IdTokenInfoType.status": "Whether it may charge.",
    "idToken": "Who charges.",
    "AuthorizeRequest.idToken": "Who wants to charge.",
    "AuthorizationData.idToken": "The token.",
    "BatterySwapRequest.idToken": "Who swaps.",
    "CustomerInformationRequest.idToken": "The customer, by a token.",
    "RequestBatterySwapRequest.idToken": "Who is to swap.",
    "ReserveNowRequest.idToken": "For whom it is reserved.",
    "IdTokenType.idToken": "The token itself.",
    "groupIdToken": "The group that the token belongs to.",
    "tbc": "Whether more parts follow.",
    "seqNo": "Number of the part, from 0.",
    "TransactionEventRequest.seqNo": "Number of the event in its transaction, from 0.",
    "generatedAt": "When the report was made.",
    "timestamp": "When it happened, by the station's clock.",
    "AFRRSignalRequest.timestamp": "When the signal begins.",
    "MeterValueType.timestamp": "When it was sampled, by the station's clock.",
    "vendorId": "The vendor.",
    "techCode": "The vendor's code of it.",
    "techInfo": "Details for technicians.",
    "severity": "From 0, danger, to 9, a message for debugging.",
    "chargingStation": "What the station is.",
    "model": "Its model.",
    "vendorName": "Who made it.",
    "firmwareVersion": "Version of its firmware.",
    "BootNotificationRequest.reason": "Why the station sends it.",
    "BootNotificationResponse.interval": "Seconds between heartbeats; where not accepted, before the next BootNotification.",
    "BootNotificationResponse.status": "Whether the station is let in.",
    "currentTime": "The time to set the station's clock by.",
    "chargingProfile": "The profile.",
    "GetChargingProfilesRequest.chargingProfile": "Which profiles are asked for.",
    "ReportChargingProfilesRequest.chargingProfile": "The profiles.",
    "chargingProfilePurpose": "What the profile is for.",
    "chargingProfileKind": "What its times count from.",
    "recurrencyKind": "How often a recurring profile begins anew.",
    "stackLevel": "Among profiles of one purpose the highest level holds.",
    "ChargingProfileCriterionType.stackLevel": "Only profiles of this level.",
    "ClearChargingProfileType.stackLevel": "Only profiles of this level.",
    "validFrom": "Not in force before.",
    "validTo": "Not in force from then on.",
    "chargingSchedule": "The schedules.",
    "NotifyEVChargingScheduleRequest.chargingSchedule": "The schedule.",
    "chargingRateUnit": "Watts or amperes.",
    "chargingSchedulePeriod": "The periods, by their start.",
    "ChargingPeriodType.startPeriod": "When the period begins.",
    "startPeriod": "Seconds from the start of the schedule.",
    "startSchedule": "Start of an absolute schedule.",
    "scheduleStart": "Start of the schedule.",
    "ChargingScheduleType.duration": "Seconds; absent where it has no end.",
    "minChargingRate": "The rate below which charging is not worth while, for the station's own planning.",
    "limit": "Most that may be drawn, in the schedule's unit.",
    "dischargeLimit": "Most that may be discharged, as a negative figure.",
    "FixedVarType.setpoint": "What to hold.",
    "setpoint": "What to draw, or, negative, to discharge.",
    "setpointReactive": "Reactive power or current: positive inductive, negative capacitive.",
    "numberPhases": "How many phases to charge on; absent on AC means 3.",
    "phaseToUse": "The phase of single-phase charging.",
    "operationMode": "Who sets the rate; absent means charging only.",
    "maxOfflineDuration": "Seconds without connection after which the profile no longer holds.",
    "invalidAfterOfflineDuration": "Whether the profile stays out of force once that time is over.",
    "dynUpdateInterval": "Seconds after which the station asks for newer figures.",
    "dynUpdateTime": "When the figures last changed.",
    "departureTime": "When the driver leaves.",
    "energyAmount": "Energy wanted, Wh.",
    "stateOfCharge": "State of charge, per cent.",
    "evEnergyCapacity": "Capacity of the battery, Wh.",
    "requestedEnergyTransfer": "The way of energy transfer asked for.",
    "availableEnergyTransfer": "The ways that the vehicle can do.",
    "allowedEnergyTransfer": "The ways that are allowed.",
    "controlMode": "Whether the vehicle plans or follows.",
    "evTargetEnergyRequest": "Energy to the target, Wh.",
    "evMinEnergyRequest": "Energy to the least acceptable, Wh; negative if there is more.",
    "evMaxEnergyRequest": "Energy to full, Wh.",
    "evMinV2XEnergyRequest": "Energy to the least from which it discharges, Wh.",
    "evMaxV2XEnergyRequest": "Energy to the most up to which it discharges, Wh.",
    "targetSoC": "State of charge wanted at departure, per cent.",
    "sampledValue": "The values.",
    "meterValue": "The readings, each set with its time.",
    "SampledValueType.value": "The value in its unit, before the power of ten.",
    "measurand": "What is measured.",
    "context": "What made the station sample.",
    "phase": "At which conductors; absent means all together.",
    "unitOfMeasure": "Unit and power of ten; absent means Wh.",
    "multiplier": "Power of ten to multiply by.",
    "signedMeterValue": "The value as its meter has signed it.",
    "eventType": "What is told.",
    "triggerReason": "Why it is sent.",
    "transactionInfo": "The transaction.",
    "offline": "Whether it happened without connection.",
    "chargingState": "What the EVSE is doing.",
    "stoppedReason": "Why the transaction ended.",
    "timeSpentCharging": "Seconds in which energy flowed.",
    "remoteStartId": "Names the request to start that led to it.",
    "RequestStartTransactionRequest.remoteStartId": "Names this request; the transaction that comes of it repeats it.",
    "numberOfPhasesUsed": "On how many phases it charges.",
    "cableMaxCurrent": "What the cable carries, A.",
    "evse": "The EVSE.",
    "connectorStatus": "Its state.",
    "component": "The component.",
    "variable": "The variable.",
    "attributeType": "Which attribute.",
    "attributeValue": "Its value as text.",
    "attributeStatus": "Whether it could be had.",
    "SetVariableResultType.attributeStatus": "Whether it could be set.",
    "certificate": "In PEM.",
    "certificateChain": "In PEM, leaf first.",
    "csr": "The signing request, in PEM.",
    "retries": "How often to try.",
    "retryInterval": "Seconds between tries.",
    "isDefault": "Whether it is a default.",
    "controlId": "Names the control.",
    "currency": "Three letters, ISO 4217.",
    "reasonCode": "A word for it.",
    "additionalInfo": "More about it.",
    "StatusInfoType.additionalInfo": "Details in words.",
    "isLocalGeneration": "Whether it comes from generation on site.",
    "isGridCritical": "Whether the grid needs it.",
    "chargingLimitSource": "Who set the limit.",
    "ChargingProfileCriterionType.chargingLimitSource": "Only profiles from these sources.",
    "DataTransferRequest.data": "What the vendors have agreed on, as any JSON value.",
    "DataTransferResponse.data": "What the vendors have agreed on, as any JSON value.",
    "IdTokenType.type": "What kind of token it is.",
    "AdditionalInfoType.type": "What kind of token it is, by agreement.",
    "ChargingProfileType.id": "Names the profile; those of an external source may be negative.",
    "ChargingScheduleType.id": "Names the schedule.",
    "EVSEType.id": "The EVSE, from 1.",
    "preconditioningRequest": "Whether the battery may be warmed before.",
    "evseSleep": "Whether the power electronics may sleep.",
    "v2xBaseline": "Power that a signal or frequency curve adds to, W.",
    "v2xFreqWattCurve": "Power by grid frequency.",
    "v2xSignalWattCurve": "Power by the signal of frequency restoration.",
    "chargingProfileId": "The profile, by its id.",
    "ChargingProfileCriterionType.chargingProfileId": "Only these profiles, by their ids.",
    "reservationId": "The reservation, by its id.",
    "certificateHashData": "What names the certificate.",
    "certificateType": "What the certificate is for.",
    "GetInstalledCertificateIdsRequest.certificateType": "What the certificates are for; absent means all.",
    "controlType": "The kind of control.",
    "isSuperseded": "Whether another control is in force in its place.",
    "SampledValueType.location": "Where it is measured.",
    "PublishFirmwareRequest.location": "Where the firmware lies.",
    "FirmwareType.location": "Where the firmware lies.",
    "PublishFirmwareStatusNotificationRequest.location": "Where the firmware can be had.",
    "messageId": "Names the message among the vendor's.",
}

# Requests that others belong to.
for action in (
    "CustomerInformation", "GetBaseReport", "GetChargingProfiles", "GetDERControl", "GetDisplayMessages", "GetLog",
    "GetMonitoringReport", "GetReport", "PublishFirmware", "RequestBatterySwap", "SignCertificate", "UpdateFirmware",
):
    FIELDS[f"{action}Request.requestId"] = "Names this request; what comes of it repeats it."

ACRONYMS = {
    "evse": "EVSE", "ev": "EV", "url": "URL", "urls": "URLs", "apn": "APN", "vpn": "VPN", "soc": "SoC", "soh": "SoH",
    "v2x": "V2X", "der": "DER", "dc": "DC", "ac": "AC", "ocsp": "OCSP", "csms": "CSMS", "ocpp": "OCPP", "pf": "PF",
    "iccid": "ICCID", "imsi": "IMSI", "sim": "SIM", "vat": "VAT", "psp": "PSP", "exi": "EXI", "emaids": "EMAIDs",
    "l2": "L2", "l3": "L3", "sw": "software", "hw": "hardware", "min": "minimum", "max": "maximum", "num": "number of",
    "pct": "percentage of", "freq": "frequency", "kwh": "kWh", "params": "parameters", "iso15118": "ISO 15118",
}


def type_name(name: str) -> str:
    return TYPE_NAMES.get(name) or re.sub(r"(Enum)?Type$", "", name)


def words_of(name: str) -> list[str]:
    """The words of a name in camel case: `evseId` gives evse and Id, `evMaxV2XEnergy` ev, Max, V2X and Energy."""
    name = name.replace("SoC", "Soc").replace("SoH", "Soh")
    pattern = r"ISO15118|iso15118|V2X|v2x|L[23]|EMAIDs|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+[0-9]*|[A-Z]+|[0-9]+"
    return re.findall(pattern, name)


def spoken(name: str) -> str:
    words = [ACRONYMS.get(word.lower(), word if word.isupper() and len(word) > 1 else word.lower()) for word in words_of(name)]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def field_words(owner: str, key: str) -> str:
    """A sentence on a member."""
    base, _, line = key.partition("_")
    found = FIELDS.get(f"{owner}.{key}") or FIELDS.get(key)
    if not found and line and base in FIELDS:
        return FIELDS[base].rstrip(".") + f", on {line}."
    return found or spoken(key) + "."


def says_more(owner: str, key: str) -> bool:
    """Whether the sentence on a member says more than its name."""
    base, _, line = key.partition("_")
    return f"{owner}.{key}" in FIELDS or key in FIELDS or bool(line and base in FIELDS)


def refuse_mixed(owners: dict[str, list[tuple[str, tuple]]]) -> None:
    """A sentence under a bare key stands on members of one kind only. `owners`: by key, the owners with the kinds."""
    for key, members in owners.items():
        kinds = {kind for owner, kind in members if f"{owner}.{key}" not in FIELDS}
        assert key not in FIELDS or len(kinds) <= 1, f"{key} is {sorted(kinds)}: say it by owner, too: {members}"


def property_name(key: str) -> str:
    return key.replace("_", "")


def case_name(text: str) -> str:
    """A word of the wire as the name of a case: `L1-N` gives l1N, `Energy.Active.Net` energyActiveNet."""
    if text in CASE_NAMES:
        return CASE_NAMES[text]
    parts = re.split(r"[^A-Za-z0-9]+", text)
    joined = parts[0] + "".join(part[:1].upper() + part[1:] for part in parts[1:])
    if parts[0].upper() == parts[0]:
        return parts[0].lower() + joined[len(parts[0]):]
    capitals = re.match(r"[A-Z]*", joined).group()
    keep = 1 if len(capitals) > 1 and joined[len(capitals):][:1].islower() else 0
    return capitals[:len(capitals) - keep].lower() + joined[len(capitals) - keep:]
