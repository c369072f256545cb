<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
    <context>
        <name>PanelList</name>
        <message>
            <source>Orders</source>
            <translation>Orders</translation>
        </message>
        <message>
            <source>Products</source>
            <translation>Products</translation>
        </message>
        <message>
            <source>New product</source>
            <translation>New product</translation>
        </message>
        <message>
            <source>Sales</source>
            <translation>Sales</translation>
        </message>
        <message>
            <source>Catalogue</source>
            <translation>Catalogue</translation>
        </message>
        <message>
            <source>People</source>
            <translation>People</translation>
        </message>
        <message>
            <source>System</source>
            <translation>System</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>New order</source>
            <translation>New order</translation>
        </message>
        <message>
            <source>Stock</source>
            <translation>Stock</translation>
        </message>
        <message>
            <source>Receive goods</source>
            <translation>Receive goods</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Import</translation>
        </message>
        <message>
            <source>Import a file</source>
            <translation>Import a file</translation>
        </message>
        <message>
            <source>Staff</source>
            <translation>Staff</translation>
        </message>
        <message>
            <source>Invite somebody</source>
            <translation>Invite somebody</translation>
        </message>
        <message>
            <source>Services</source>
            <translation>Services</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Settings</translation>
        </message>
    </context>
    <context>
        <name>QAbstractFileIconProvider</name>
        <message>
            <source>Drive</source>
            <translation>Drive</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Folder</translation>
        </message>
        <message>
            <source>File</source>
            <translation>File</translation>
        </message>
        <message>
            <source>%1 File</source>
            <translation>%1 File</translation>
        </message>
    </context>
    <context>
        <name>QFileDialog</name>
        <message>
            <source>Look in:</source>
            <translation>Look in:</translation>
        </message>
        <message>
            <source>File &amp;name:</source>
            <translation>File &amp;name:</translation>
        </message>
        <message>
            <source>Files of type:</source>
            <translation>Files of type:</translation>
        </message>
        <message>
            <source>&amp;Open</source>
            <translation>&amp;Open</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>&amp;Save</translation>
        </message>
        <message>
            <source>&amp;Choose</source>
            <translation>&amp;Choose</translation>
        </message>
        <message>
            <source>Save As</source>
            <translation>Save As</translation>
        </message>
        <message>
            <source>Directory:</source>
            <translation>Directory:</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Go back</source>
            <translation>Go back</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>Forward</translation>
        </message>
        <message>
            <source>Go forward</source>
            <translation>Go forward</translation>
        </message>
        <message>
            <source>Parent Directory</source>
            <translation>Parent Directory</translation>
        </message>
        <message>
            <source>Go to the parent directory</source>
            <translation>Go to the parent directory</translation>
        </message>
        <message>
            <source>Create New Folder</source>
            <translation>Create New Folder</translation>
        </message>
        <message>
            <source>Create a New Folder</source>
            <translation>Create a New Folder</translation>
        </message>
        <message>
            <source>&amp;New Folder</source>
            <translation>&amp;New Folder</translation>
        </message>
        <message>
            <source>New Folder</source>
            <translation>New Folder</translation>
        </message>
        <message>
            <source>List View</source>
            <translation>List View</translation>
        </message>
        <message>
            <source>Change to list view mode</source>
            <translation>Change to list view mode</translation>
        </message>
        <message>
            <source>Detail View</source>
            <translation>Detail View</translation>
        </message>
        <message>
            <source>Change to detail view mode</source>
            <translation>Change to detail view mode</translation>
        </message>
        <message>
            <source>Sidebar</source>
            <translation>Sidebar</translation>
        </message>
        <message>
            <source>List of places and bookmarks</source>
            <translation>List of places and bookmarks</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Files</translation>
        </message>
        <message>
            <source>Show </source>
            <translation>Show </translation>
        </message>
        <message>
            <source>&amp;Rename</source>
            <translation>&amp;Rename</translation>
        </message>
        <message>
            <source>&amp;Delete</source>
            <translation>&amp;Delete</translation>
        </message>
        <message>
            <source>Show &amp;hidden files</source>
            <translation>Show &amp;hidden files</translation>
        </message>
        <message>
            <source>Recent Places</source>
            <translation>Recent Places</translation>
        </message>
        <message>
            <source>Directories</source>
            <translation>Directories</translation>
        </message>
        <message>
            <source>All Files (*)</source>
            <translation>All Files (*)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>All files (*)</translation>
        </message>
        <message>
            <source>Find Directory</source>
            <translation>Find Directory</translation>
        </message>
        <message>
            <source>%1 already exists.
Do you want to replace it?</source>
            <translation>%1 already exists.
Do you want to replace it?</translation>
        </message>
        <message>
            <source>%1
File not found.
Please verify the correct file name was given.</source>
            <translation>%1
File not found.
Please verify the correct file name was given.</translation>
        </message>
        <message>
            <source>%1
Directory not found.
Please verify the correct directory name was given.</source>
            <translation>%1
Directory not found.
Please verify the correct directory name was given.</translation>
        </message>
        <message>
            <source>'%1' is write protected.
Do you want to delete it anyway?</source>
            <translation>'%1' is write protected.
Do you want to delete it anyway?</translation>
        </message>
        <message>
            <source>Are you sure you want to delete '%1'?</source>
            <translation>Are you sure you want to delete '%1'?</translation>
        </message>
        <message>
            <source>Could not delete directory.</source>
            <translation>Could not delete directory.</translation>
        </message>
    </context>
    <context>
        <name>QFileSystemModel</name>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Size</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Type</translation>
        </message>
        <message>
            <source>Date Modified</source>
            <translation>Date Modified</translation>
        </message>
        <message>
            <source>Computer</source>
            <translation>Computer</translation>
        </message>
    </context>
    <context>
        <name>QLineEdit</name>
        <message>
            <source>&amp;Undo</source>
            <translation>&amp;Undo</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>&amp;Redo</translation>
        </message>
        <message>
            <source>Cu&amp;t</source>
            <translation>Cu&amp;t</translation>
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Copy</translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation>&amp;Paste</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Delete</translation>
        </message>
        <message>
            <source>Select All</source>
            <translation>Select All</translation>
        </message>
    </context>
    <context>
        <name>QPlatformTheme</name>
        <message>
            <source>OK</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>&amp;Yes</source>
            <translation>&amp;Yes</translation>
        </message>
        <message>
            <source>&amp;No</source>
            <translation>&amp;No</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>QWidgetTextControl</name>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Copy</translation>
        </message>
        <message>
            <source>Select All</source>
            <translation>Select All</translation>
        </message>
    </context>
    <context>
        <name>ShellActions</name>
        <message>
            <source>Find anything</source>
            <translation>Find anything</translation>
        </message>
        <message>
            <source>Help for this page</source>
            <translation>Help for this page</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Keyboard shortcuts</translation>
        </message>
        <message>
            <source>Change the language</source>
            <translation>Change the language</translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation>Dark or light</translation>
        </message>
        <message>
            <source>Larger text</source>
            <translation>Larger text</translation>
        </message>
        <message>
            <source>Smaller text</source>
            <translation>Smaller text</translation>
        </message>
        <message>
            <source>Connections to servers</source>
            <translation>Connections to servers</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>Sign out</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Quit</translation>
        </message>
        <message>
            <source>My account</source>
            <translation>My account</translation>
        </message>
    </context>
    <context>
        <name>ShortcutTable</name>
        <message>
            <source>Make a new entry</source>
            <translation>Make a new entry</translation>
        </message>
        <message>
            <source>Save what is being edited</source>
            <translation>Save what is being edited</translation>
        </message>
        <message>
            <source>Search in this list</source>
            <translation>Search in this list</translation>
        </message>
        <message>
            <source>Load again, or try again</source>
            <translation>Load again, or try again</translation>
        </message>
        <message>
            <source>Close what lies beside the list</source>
            <translation>Close what lies beside the list</translation>
        </message>
        <message>
            <source>Go from row to row and show it</source>
            <translation>Go from row to row and show it</translation>
        </message>
        <message>
            <source>Copy the chosen rows</source>
            <translation>Copy the chosen rows</translation>
        </message>
        <message>
            <source>Leave the list for what lies beside it</source>
            <translation>Leave the list for what lies beside it</translation>
        </message>
        <message>
            <source>One step back</source>
            <translation>One step back</translation>
        </message>
        <message>
            <source>One step on</source>
            <translation>One step on</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>Everywhere</translation>
        </message>
        <message>
            <source>Open a page</source>
            <translation>Open a page</translation>
        </message>
        <message>
            <source>On a page</source>
            <translation>On a page</translation>
        </message>
        <message>
            <source>In a list</source>
            <translation>In a list</translation>
        </message>
        <message>
            <source>While the shop is set up</source>
            <translation>While the shop is set up</translation>
        </message>
        <message>
            <source>Finish what is being entered</source>
            <translation>Finish what is being entered</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>Give money back for an order</source>
            <translation>Give money back for an order</translation>
        </message>
        <message>
            <source>Void an order</source>
            <translation>Void an order</translation>
        </message>
        <message>
            <source>Search a product</source>
            <translation>Search a product</translation>
        </message>
        <message>
            <source>Change the quantity</source>
            <translation>Change the quantity</translation>
        </message>
        <message>
            <source>Give a discount</source>
            <translation>Give a discount</translation>
        </message>
        <message>
            <source>Hold the order</source>
            <translation>Hold the order</translation>
        </message>
        <message>
            <source>Show the held orders</source>
            <translation>Show the held orders</translation>
        </message>
        <message>
            <source>While selling</source>
            <translation>While selling</translation>
        </message>
        <message>
            <source>Go to the next or the previous part of a page</source>
            <translation>Go to the next or the previous part of a page</translation>
        </message>
        <message>
            <source>Print labels for products</source>
            <translation>Print labels for products</translation>
        </message>
        <message>
            <source>Choose a file to import</source>
            <translation>Choose a file to import</translation>
        </message>
        <message>
            <source>Drop a held order</source>
            <translation>Drop a held order</translation>
        </message>
    </context>
    <context>
        <name>pos::app::StartupWords</name>
        <message>
            <source>Making the database in %1</source>
            <translation>Making the database in %1</translation>
        </message>
        <message>
            <source>Stopping the database that a killed program left running (process %1)</source>
            <translation>Stopping the database that a killed program left running (process %1)</translation>
        </message>
        <message>
            <source>Brought the database up to date (%1 steps).</source>
            <translation>Brought the database up to date (%1 steps).</translation>
        </message>
        <message>
            <source>The disk that holds %1 is full: free some space and start again.</source>
            <translation>The disk that holds %1 is full: free some space and start again.</translation>
        </message>
        <message>
            <source>The disk that holds the database is full: free some space, for example by moving old backups away, and start again. What was stored is still there.</source>
            <translation>The disk that holds the database is full: free some space, for example by moving old backups away, and start again. What was stored is still there.</translation>
        </message>
        <message>
            <source>%1 cannot be used (%2). Choose another data folder with --data, or mend its rights.</source>
            <translation>%1 cannot be used (%2). Choose another data folder with --data, or mend its rights.</translation>
        </message>
        <message>
            <source>%1 is in use by %2 (process %3). Stop that program first, or choose another data folder with --data.</source>
            <translation>%1 is in use by %2 (process %3). Stop that program first, or choose another data folder with --data.</translation>
        </message>
        <message>
            <source>%1 was written by a newer version of this program (format %2, this one knows %3). Install the newer version.</source>
            <translation>%1 was written by a newer version of this program (format %2, this one knows %3). Install the newer version.</translation>
        </message>
        <message>
            <source>%1 cannot use port %2%3. Stop that program or choose other ports with --port-base.</source>
            <translation>%1 cannot use port %2%3. Stop that program or choose other ports with --port-base.</translation>
        </message>
        <message>
            <source>The database of an earlier run does not stop: end process %1 and start again.</source>
            <translation>The database of an earlier run does not stop: end process %1 and start again.</translation>
        </message>
        <message>
            <source>Keeping the database as it is in %1, before this version changes it</source>
            <translation>Keeping the database as it is in %1, before this version changes it</translation>
        </message>
        <message>
            <source>%1 belongs to the user %2: start this program as that user (runuser -u %2 -- …), or choose another data folder with --data.</source>
            <translation>%1 belongs to the user %2: start this program as that user (runuser -u %2 -- …), or choose another data folder with --data.</translation>
        </message>
        <message>
            <source>The backup folder %1 cannot be made; set POS_BACKUP_DIR</source>
            <translation>The backup folder %1 cannot be made; set POS_BACKUP_DIR</translation>
        </message>
        <message>
            <source>Waiting: %1</source>
            <translation>Waiting: %1</translation>
        </message>
        <message>
            <source>The database does not answer (%1)</source>
            <translation>The database does not answer (%1)</translation>
        </message>
        <message>
            <source>The database refuses: %1 — %2.</source>
            <translation>The database refuses: %1 — %2.</translation>
        </message>
        <message>
            <source>put the right password into the URL that names this user (DATABASE_URL, DATABASE_SYSTEM_URL or DATABASE_ADMIN_URL), or give the user that password in the database (ALTER ROLE … PASSWORD …). If the user is not there yet, run posctl db init</source>
            <translation>put the right password into the URL that names this user (DATABASE_URL, DATABASE_SYSTEM_URL or DATABASE_ADMIN_URL), or give the user that password in the database (ALTER ROLE … PASSWORD …). If the user is not there yet, run posctl db init</translation>
        </message>
        <message>
            <source>put the password into the URL: postgresql://user:password@host/name</source>
            <translation>put the password into the URL: postgresql://user:password@host/name</translation>
        </message>
        <message>
            <source>run posctl db init as the database's administrator: it makes what is missing</source>
            <translation>run posctl db init as the database's administrator: it makes what is missing</translation>
        </message>
        <message>
            <source>let this user in from here: a line in the server's pg_hba.conf</source>
            <translation>let this user in from here: a line in the server's pg_hba.conf</translation>
        </message>
        <message>
            <source>give the server a certificate (ssl = on), or change sslmode in the URL</source>
            <translation>give the server a certificate (ssl = on), or change sslmode in the URL</translation>
        </message>
        <message>
            <source>name the authority that signed the server's certificate in the URL (sslrootcert=FILE), and the server as its certificate does</source>
            <translation>name the authority that signed the server's certificate in the URL (sslrootcert=FILE), and the server as its certificate does</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::AccountDialog</name>
        <message>
            <source>The new PIN holds.</source>
            <translation>The new PIN holds.</translation>
        </message>
        <message>
            <source>The new password holds.</source>
            <translation>The new password holds.</translation>
        </message>
        <message>
            <source>Session ended.</source>
            <translation>Session ended.</translation>
        </message>
        <message>
            <source>My account</source>
            <translation>My account</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::AdjustPage</name>
        <message>
            <source>A number above zero, such as 12.</source>
            <translation>A number above zero, such as 12.</translation>
        </message>
        <message>
            <source>That many are there already.</source>
            <translation>That many are there already.</translation>
        </message>
        <message>
            <source>This cannot be less than zero.</source>
            <translation>This cannot be less than zero.</translation>
        </message>
        <message>
            <source>This is needed.</source>
            <translation>This is needed.</translation>
        </message>
        <message>
            <source>Say why: it is read again when somebody asks about this number.</source>
            <translation>Say why: it is read again when somebody asks about this number.</translation>
        </message>
        <message>
            <source>Nothing was entered.</source>
            <translation>Nothing was entered.</translation>
        </message>
        <message>
            <source>The stock is put right</source>
            <translation>The stock is put right</translation>
        </message>
        <message>
            <source>%1: %2, so %3 %4 are on hand now.</source>
            <translation>%1: %2, so %3 %4 are on hand now.</translation>
        </message>
        <message>
            <source>%1 · %2 %3 on hand</source>
            <translation>%1 · %2 %3 on hand</translation>
        </message>
        <message>
            <source>%1 → %2 %3</source>
            <translation>%1 → %2 %3</translation>
        </message>
        <message>
            <source>Being entered</source>
            <translation>Being entered</translation>
        </message>
        <message>
            <source>Try again above first</source>
            <translation>Try again above first</translation>
        </message>
        <message>
            <source>The correction of %1 is not entered yet.</source>
            <translation>The correction of %1 is not entered yet.</translation>
        </message>
        <message>
            <source>Scan, or search by name, SKU or barcode</source>
            <translation>Scan, or search by name, SKU or barcode</translation>
        </message>
        <message>
            <source>Take away</source>
            <translation>Take away</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Add</translation>
        </message>
        <message>
            <source>Set to what is there</source>
            <translation>Set to what is there</translation>
        </message>
        <message>
            <source>Spoilt or broken</source>
            <translation>Spoilt or broken</translation>
        </message>
        <message>
            <source>Opening stock</source>
            <translation>Opening stock</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>What to do</translation>
        </message>
        <message>
            <source>How many</source>
            <translation>How many</translation>
        </message>
        <message>
            <source>Cost of one</source>
            <translation>Cost of one</translation>
        </message>
        <message>
            <source>Empty: at the average cost</source>
            <translation>Empty: at the average cost</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>Broken</source>
            <translation>Broken</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>Expired</translation>
        </message>
        <message>
            <source>Used in the shop</source>
            <translation>Used in the shop</translation>
        </message>
        <message>
            <source>Found again</source>
            <translation>Found again</translation>
        </message>
        <message>
            <source>Put it right</source>
            <translation>Put it right</translation>
        </message>
        <message>
            <source>Put something else right</source>
            <translation>Put something else right</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::AmountWords</name>
        <message>
            <source>Thousands are written as in %1.</source>
            <translation>Thousands are written as in %1.</translation>
        </message>
        <message>
            <source>This currency has no decimals.</source>
            <translation>This currency has no decimals.</translation>
        </message>
        <message numerus="yes">
            <source>At most %n decimals.</source>
            <translation>
                <numerusform>At most %n decimal.</numerusform>
                <numerusform>At most %n decimals.</numerusform>
            </translation>
        </message>
        <message>
            <source>This amount is too large.</source>
            <translation>This amount is too large.</translation>
        </message>
        <message>
            <source>Write an amount, such as %1.</source>
            <translation>Write an amount, such as %1.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ApprovalDialog</name>
        <message>
            <source>A manager has to agree</source>
            <translation>A manager has to agree</translation>
        </message>
        <message>
            <source>This discount is beyond what your role may give. A manager agrees here with e-mail and PIN.</source>
            <translation>This discount is beyond what your role may give. A manager agrees here with e-mail and PIN.</translation>
        </message>
        <message>
            <source>Your role does not do this alone. A manager agrees here with e-mail and PIN, for this order only.</source>
            <translation>Your role does not do this alone. A manager agrees here with e-mail and PIN, for this order only.</translation>
        </message>
        <message>
            <source>Manager's e-mail</source>
            <translation>Manager's e-mail</translation>
        </message>
        <message>
            <source>PIN</source>
            <translation>PIN</translation>
        </message>
        <message>
            <source>Set under the manager's own account.</source>
            <translation>Set under the manager's own account.</translation>
        </message>
        <message>
            <source>Agree</source>
            <translation>Agree</translation>
        </message>
        <message>
            <source>Who agrees?</source>
            <translation>Who agrees?</translation>
        </message>
        <message>
            <source>4 to 8 digits.</source>
            <translation>4 to 8 digits.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::BackupSection</name>
        <message>
            <source>The backup is made.</source>
            <translation>The backup is made.</translation>
        </message>
        <message>
            <source>Noted. Keep the copy safe.</source>
            <translation>Noted. Keep the copy safe.</translation>
        </message>
        <message>
            <source>The database runs elsewhere and is backed up there. A backup by hand goes into %1.</source>
            <translation>The database runs elsewhere and is backed up there. A backup by hand goes into %1.</translation>
        </message>
        <message numerus="yes">
            <source>Every day at %1 into %2. The newest %n are kept. POS_BACKUP_AT and POS_BACKUP_DIR change it.</source>
            <translation>
                <numerusform>Every day at %1 into %2. The newest one is kept (%n). POS_BACKUP_AT and POS_BACKUP_DIR change it.</numerusform>
                <numerusform>Every day at %1 into %2. The newest %n are kept. POS_BACKUP_AT and POS_BACKUP_DIR change it.</numerusform>
            </translation>
        </message>
        <message>
            <source>Being written: %1; the last one had %2. The shop goes on selling.</source>
            <translation>Being written: %1; the last one had %2. The shop goes on selling.</translation>
        </message>
        <message>
            <source>Being written: %1. The shop goes on selling.</source>
            <translation>Being written: %1. The shop goes on selling.</translation>
        </message>
        <message>
            <source>The last try, %1, failed: %2</source>
            <translation>The last try, %1, failed: %2</translation>
        </message>
        <message>
            <source>There is no backup yet.</source>
            <translation>There is no backup yet.</translation>
        </message>
        <message>
            <source>The last one: %1, %2.</source>
            <translation>The last one: %1, %2.</translation>
        </message>
        <message>
            <source>One is being made</source>
            <translation>One is being made</translation>
        </message>
        <message>
            <source>Wait a moment</source>
            <translation>Wait a moment</translation>
        </message>
        <message>
            <source>Backups do not hold the keys. Without %1 nobody can ever read the names, addresses and telephone numbers in them again. Copy that folder to another safe place, apart from the backups.</source>
            <translation>Backups do not hold the keys. Without %1 nobody can ever read the names, addresses and telephone numbers in them again. Copy that folder to another safe place, apart from the backups.</translation>
        </message>
        <message>
            <source>Not confirmed yet.</source>
            <translation>Not confirmed yet.</translation>
        </message>
        <message>
            <source>Confirmed on %1.</source>
            <translation>Confirmed on %1.</translation>
        </message>
        <message>
            <source>The server runs elsewhere: restore there, with posctl restore</source>
            <translation>The server runs elsewhere: restore there, with posctl restore</translation>
        </message>
        <message>
            <source>The database runs elsewhere: restore it there</source>
            <translation>The database runs elsewhere: restore it there</translation>
        </message>
        <message>
            <source>A backup is being made</source>
            <translation>A backup is being made</translation>
        </message>
        <message>
            <source>Choose a backup first</source>
            <translation>Choose a backup first</translation>
        </message>
        <message>
            <source>Backups</source>
            <translation>Backups</translation>
        </message>
        <message>
            <source>Back up now</source>
            <translation>Back up now</translation>
        </message>
        <message>
            <source>Progress of the backup</source>
            <translation>Progress of the backup</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Keys</translation>
        </message>
        <message>
            <source>I keep a copy elsewhere</source>
            <translation>I keep a copy elsewhere</translation>
        </message>
        <message>
            <source>Bring one back</source>
            <translation>Bring one back</translation>
        </message>
        <message>
            <source>The first one appears here.</source>
            <translation>The first one appears here.</translation>
        </message>
        <message>
            <source>Restore…</source>
            <translation>Restore…</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::BackupsModel</name>
        <message>
            <source>Made</source>
            <translation>Made</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Size</translation>
        </message>
        <message>
            <source>File</source>
            <translation>File</translation>
        </message>
        <message>
            <source>Cannot be read</source>
            <translation>Cannot be read</translation>
        </message>
        <message>
            <source>Daily</source>
            <translation>Daily</translation>
        </message>
        <message>
            <source>By hand</source>
            <translation>By hand</translation>
        </message>
        <message>
            <source>Before an upgrade</source>
            <translation>Before an upgrade</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::BarChart</name>
        <message>
            <source>Nothing sold yet</source>
            <translation>Nothing sold yet</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>still running</source>
            <translation>still running</translation>
        </message>
        <message>
            <source>%1bn</source>
            <translation>%1bn</translation>
        </message>
        <message>
            <source>%1m</source>
            <translation>%1m</translation>
        </message>
        <message>
            <source>%1k</source>
            <translation>%1k</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::BarcodeWords</name>
        <message>
            <source>Look at %1 again: as a barcode of a maker it would end in %2, not %3.</source>
            <translation>Look at %1 again: as a barcode of a maker it would end in %2, not %3.</translation>
        </message>
        <message>
            <source>The check digits fit.</source>
            <translation>The check digits fit.</translation>
        </message>
        <message>
            <source>Scan or type; several with a space between them</source>
            <translation>Scan or type; several with a space between them</translation>
        </message>
        <message>
            <source>A code of your own: it has no check digit.</source>
            <translation>A code of your own: it has no check digit.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::CertificatePage</name>
        <message>
            <source>The certificate of %1 has changed</source>
            <translation>The certificate of %1 has changed</translation>
        </message>
        <message>
            <source>The certificate of %1 is not confirmed</source>
            <translation>The certificate of %1 is not confirmed</translation>
        </message>
        <message>
            <source>This may be a renewed certificate, or somebody between this computer and the server. Nothing was sent. Accept it only if whoever runs the server tells you the same fingerprint.</source>
            <translation>This may be a renewed certificate, or somebody between this computer and the server. Nothing was sent. Accept it only if whoever runs the server tells you the same fingerprint.</translation>
        </message>
        <message>
            <source>This computer does not trust who issued it. Nothing was sent. Accept it only if whoever runs the server tells you the same fingerprint.</source>
            <translation>This computer does not trust who issued it. Nothing was sent. Accept it only if whoever runs the server tells you the same fingerprint.</translation>
        </message>
        <message>
            <source>Confirmed before (SHA-256)</source>
            <translation>Confirmed before (SHA-256)</translation>
        </message>
        <message>
            <source>Shown now (SHA-256)</source>
            <translation>Shown now (SHA-256)</translation>
        </message>
        <message>
            <source>Accept this certificate</source>
            <translation>Accept this certificate</translation>
        </message>
        <message>
            <source>Another server</source>
            <translation>Another server</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::CheckPage</name>
        <message>
            <source>Check and finish</source>
            <translation>Check and finish</translation>
        </message>
        <message>
            <source>The shop is made on this computer when you press the button. Go back to change an answer.</source>
            <translation>The shop is made on this computer when you press the button. Go back to change an answer.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::CloseDialog</name>
        <message>
            <source>Close the window?</source>
            <translation>Close the window?</translation>
        </message>
        <message>
            <source>The server of this computer is running. Other computers and tills of the shop work with it; they stop when it stops.</source>
            <translation>The server of this computer is running. Other computers and tills of the shop work with it; they stop when it stops.</translation>
        </message>
        <message>
            <source>Do the same from now on</source>
            <translation>Do the same from now on</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>Stop the server and quit</source>
            <translation>Stop the server and quit</translation>
        </message>
        <message>
            <source>Go on in the tray</source>
            <translation>Go on in the tray</translation>
        </message>
        <message>
            <source>Minimise and go on</source>
            <translation>Minimise and go on</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::CodePage</name>
        <message>
            <source>This is needed.</source>
            <translation>This is needed.</translation>
        </message>
        <message>
            <source>Paste the code out of the mail.</source>
            <translation>Paste the code out of the mail.</translation>
        </message>
        <message numerus="yes">
            <source>At least %n characters.</source>
            <translation>
                <numerusform>At least %n character.</numerusform>
                <numerusform>At least %n characters.</numerusform>
            </translation>
        </message>
        <message>
            <source>The new password holds. Sign in with it.</source>
            <translation>The new password holds. Sign in with it.</translation>
        </message>
        <message>
            <source>Your address is confirmed. You can sign in now.</source>
            <translation>Your address is confirmed. You can sign in now.</translation>
        </message>
        <message>
            <source>Your account is made. Sign in with your new password.</source>
            <translation>Your account is made. Sign in with your new password.</translation>
        </message>
        <message>
            <source>Wait a moment</source>
            <translation>Wait a moment</translation>
        </message>
        <message>
            <source>You were invited</source>
            <translation>You were invited</translation>
        </message>
        <message>
            <source>Confirm your address</source>
            <translation>Confirm your address</translation>
        </message>
        <message>
            <source>New password</source>
            <translation>New password</translation>
        </message>
        <message>
            <source>The shop's owner sent you a code, or gave it to you.</source>
            <translation>The shop's owner sent you a code, or gave it to you.</translation>
        </message>
        <message>
            <source>The code is in the mail that came when the shop was made.</source>
            <translation>The code is in the mail that came when the shop was made.</translation>
        </message>
        <message>
            <source>The code is in the mail you asked for. It is good for an hour.</source>
            <translation>The code is in the mail you asked for. It is good for an hour.</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>Confirm</source>
            <translation>Confirm</translation>
        </message>
        <message>
            <source>Set the password</source>
            <translation>Set the password</translation>
        </message>
        <message>
            <source>The code is for a new password</source>
            <translation>The code is for a new password</translation>
        </message>
        <message>
            <source>The code is to confirm my address</source>
            <translation>The code is to confirm my address</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>You can also paste the whole mail</source>
            <translation>You can also paste the whole mail</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>Your name</translation>
        </message>
        <message>
            <source>As it stands on receipts and in lists</source>
            <translation>As it stands on receipts and in lists</translation>
        </message>
        <message numerus="yes">
            <source>At least %n characters. A few words in a row are easy to keep in mind.</source>
            <translation>
                <numerusform>At least %n character. A few words in a row are easy to keep in mind.</numerusform>
                <numerusform>At least %n characters. A few words in a row are easy to keep in mind.</numerusform>
            </translation>
        </message>
        <message>
            <source>Show the password</source>
            <translation>Show the password</translation>
        </message>
        <message>
            <source>Hide the password</source>
            <translation>Hide the password</translation>
        </message>
        <message>
            <source>Back to sign-in</source>
            <translation>Back to sign-in</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::CommandPalette</name>
        <message>
            <source>What was found</source>
            <translation>What was found</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Nothing found</translation>
        </message>
        <message>
            <source>A page, an action, a product, an order or a person</source>
            <translation>A page, an action, a product, an order or a person</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>Pages</translation>
        </message>
        <message>
            <source>Actions</source>
            <translation>Actions</translation>
        </message>
        <message>
            <source>Products</source>
            <translation>Products</translation>
        </message>
        <message>
            <source>Orders</source>
            <translation>Orders</translation>
        </message>
        <message>
            <source>People</source>
            <translation>People</translation>
        </message>
        <message>
            <source>Searching</source>
            <translation>Searching</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ConflictCard</name>
        <message>
            <source>Somebody else saved this meanwhile. Which version is to stay?</source>
            <translation>Somebody else saved this meanwhile. Which version is to stay?</translation>
        </message>
        <message>
            <source>Yours</source>
            <translation>Yours</translation>
        </message>
        <message>
            <source>Stored now</source>
            <translation>Stored now</translation>
        </message>
        <message>
            <source>Save mine</source>
            <translation>Save mine</translation>
        </message>
        <message>
            <source>Take the stored one</source>
            <translation>Take the stored one</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Save as chosen</source>
            <translation>Save as chosen</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ConnectPage</name>
        <message>
            <source>Connecting to the server</source>
            <translation>Connecting to the server</translation>
        </message>
        <message>
            <source>The server is not reached</source>
            <translation>The server is not reached</translation>
        </message>
        <message>
            <source>Nobody answers at %1. It is tried again every second.</source>
            <translation>Nobody answers at %1. It is tried again every second.</translation>
        </message>
        <message>
            <source>The server is not ready yet</source>
            <translation>The server is not ready yet</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Retry</translation>
        </message>
        <message>
            <source>Starting the server</source>
            <translation>Starting the server</translation>
        </message>
        <message>
            <source>The server could not be started</source>
            <translation>The server could not be started</translation>
        </message>
        <message>
            <source>This server cannot be used</source>
            <translation>This server cannot be used</translation>
        </message>
        <message>
            <source>Another server</source>
            <translation>Another server</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ConnectionsDialog</name>
        <message>
            <source>This computer</source>
            <translation>This computer</translation>
        </message>
        <message>
            <source>This window is on it</source>
            <translation>This window is on it</translation>
        </message>
        <message>
            <source>Write an address such as 192.168.1.20:8080.</source>
            <translation>Write an address such as 192.168.1.20:8080.</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>Connections</translation>
        </message>
        <message>
            <source>Connections to servers</source>
            <translation>Connections to servers</translation>
        </message>
        <message>
            <source>Which server this window works with. Passwords are not kept here.</source>
            <translation>Which server this window works with. Passwords are not kept here.</translation>
        </message>
        <message>
            <source>Known servers</source>
            <translation>Known servers</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>As you call it, for example Kemang branch</source>
            <translation>As you call it, for example Kemang branch</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Address</translation>
        </message>
        <message>
            <source>For example 192.168.1.20:8080, or https://pos.example.com</source>
            <translation>For example 192.168.1.20:8080, or https://pos.example.com</translation>
        </message>
        <message>
            <source>Add a server</source>
            <translation>Add a server</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Remove</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Connect</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::CountChoice</name>
        <message>
            <source>All products</source>
            <translation>All products</translation>
        </message>
        <message>
            <source>Being loaded</source>
            <translation>Being loaded</translation>
        </message>
        <message>
            <source>Count what is there without looking at what should be there: that is shown afterwards, with the differences, before anything is entered. Products you leave out stay as they are.</source>
            <translation>Count what is there without looking at what should be there: that is shown afterwards, with the differences, before anything is entered. Products you leave out stay as they are.</translation>
        </message>
        <message>
            <source>What to count</source>
            <translation>What to count</translation>
        </message>
        <message>
            <source>Start counting</source>
            <translation>Start counting</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::CountModel</name>
        <message>
            <source>Not yet</source>
            <translation>Not yet</translation>
        </message>
        <message>
            <source>Other category</source>
            <translation>Other category</translation>
        </message>
        <message>
            <source>Counted</source>
            <translation>Counted</translation>
        </message>
        <message>
            <source>Moved meanwhile</source>
            <translation>Moved meanwhile</translation>
        </message>
        <message>
            <source>Right</source>
            <translation>Right</translation>
        </message>
        <message>
            <source>Differs</source>
            <translation>Differs</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>Product</translation>
        </message>
        <message>
            <source>Expected</source>
            <translation>Expected</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Difference</translation>
        </message>
        <message>
            <source>Worth</source>
            <translation>Worth</translation>
        </message>
        <message>
            <source>State</source>
            <translation>State</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::CountPage</name>
        <message>
            <source>Your counts are still here.</source>
            <translation>Your counts are still here.</translation>
        </message>
        <message numerus="yes">
            <source>More than %n products are too many for one count.</source>
            <translation>
                <numerusform>More than %n product is too many for one count.</numerusform>
                <numerusform>More than %n products are too many for one count.</numerusform>
            </translation>
        </message>
        <message>
            <source>Count them category by category.</source>
            <translation>Count them category by category.</translation>
        </message>
        <message>
            <source>A number from zero on, such as 12.</source>
            <translation>A number from zero on, such as 12.</translation>
        </message>
        <message numerus="yes">
            <source>%n products moved while you counted.</source>
            <translation>
                <numerusform>%n product moved while you counted.</numerusform>
                <numerusform>%n products moved while you counted.</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing was entered. Count them again, or keep your number if you counted after that.</source>
            <translation>Nothing was entered. Count them again, or keep your number if you counted after that.</translation>
        </message>
        <message>
            <source>Nothing was entered. Your counts are still here.</source>
            <translation>Nothing was entered. Your counts are still here.</translation>
        </message>
        <message numerus="yes">
            <source>%n products were counted.</source>
            <translation>
                <numerusform>%n product was counted.</numerusform>
                <numerusform>%n products were counted.</numerusform>
            </translation>
        </message>
        <message>
            <source>All of them were right.</source>
            <translation>All of them were right.</translation>
        </message>
        <message numerus="yes">
            <source>%n of them were corrected.</source>
            <translation>
                <numerusform>%n of them was corrected.</numerusform>
                <numerusform>%n of them were corrected.</numerusform>
            </translation>
        </message>
        <message>
            <source>The count is entered</source>
            <translation>The count is entered</translation>
        </message>
        <message>
            <source>It moved while it was counted, for example by a sale.</source>
            <translation>It moved while it was counted, for example by a sale.</translation>
        </message>
        <message>
            <source>%1 of %2 counted products differ</source>
            <translation>%1 of %2 counted products differ</translation>
        </message>
        <message>
            <source>%1 of %2 counted</source>
            <translation>%1 of %2 counted</translation>
        </message>
        <message>
            <source>Being loaded</source>
            <translation>Being loaded</translation>
        </message>
        <message>
            <source>Nothing is counted yet</source>
            <translation>Nothing is counted yet</translation>
        </message>
        <message>
            <source>Some scanned codes are still looked up</source>
            <translation>Some scanned codes are still looked up</translation>
        </message>
        <message>
            <source>One number cannot be read</source>
            <translation>One number cannot be read</translation>
        </message>
        <message>
            <source>Being entered</source>
            <translation>Being entered</translation>
        </message>
        <message>
            <source>Try again above first</source>
            <translation>Try again above first</translation>
        </message>
        <message>
            <source>Decide about what moved meanwhile first</source>
            <translation>Decide about what moved meanwhile first</translation>
        </message>
        <message numerus="yes">
            <source>%n counted products are not entered yet.</source>
            <translation>
                <numerusform>%n counted product is not entered yet.</numerusform>
                <numerusform>%n counted products are not entered yet.</numerusform>
            </translation>
        </message>
        <message>
            <source>Scan, or search by name, SKU or barcode</source>
            <translation>Scan, or search by name, SKU or barcode</translation>
        </message>
        <message>
            <source>Products of the count</source>
            <translation>Products of the count</translation>
        </message>
        <message>
            <source>Counted</source>
            <translation>Counted</translation>
        </message>
        <message>
            <source>Enter goes to the next one</source>
            <translation>Enter goes to the next one</translation>
        </message>
        <message>
            <source>Count again</source>
            <translation>Count again</translation>
        </message>
        <message>
            <source>Mine is newer</source>
            <translation>Mine is newer</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>For example: monthly count</source>
            <translation>For example: monthly count</translation>
        </message>
        <message>
            <source>Show the differences</source>
            <translation>Show the differences</translation>
        </message>
        <message>
            <source>Back to counting</source>
            <translation>Back to counting</translation>
        </message>
        <message>
            <source>Enter the count</source>
            <translation>Enter the count</translation>
        </message>
        <message>
            <source>Count something else</source>
            <translation>Count something else</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::DayReport</name>
        <message>
            <source>%1 last week</source>
            <translation>%1 last week</translation>
        </message>
        <message>
            <source>Revenue</source>
            <translation>Revenue</translation>
        </message>
        <message>
            <source>Orders</source>
            <translation>Orders</translation>
        </message>
        <message>
            <source>Average basket</source>
            <translation>Average basket</translation>
        </message>
        <message>
            <source>Gross profit</source>
            <translation>Gross profit</translation>
        </message>
        <message>
            <source>%1:00 to %2:00</source>
            <translation>%1:00 to %2:00</translation>
        </message>
        <message>
            <source>vs %1</source>
            <translation>vs %1</translation>
        </message>
        <message>
            <source>nothing a week ago</source>
            <translation>nothing a week ago</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::DesktopSection</name>
        <message>
            <source>This desktop</source>
            <translation>This desktop</translation>
        </message>
        <message>
            <source>Holds at once, on this computer alone.</source>
            <translation>Holds at once, on this computer alone.</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>Look</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Light</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dark</translation>
        </message>
        <message>
            <source>Size of text</source>
            <translation>Size of text</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::DetailPane</name>
        <message>
            <source>Close  (Esc)</source>
            <translation>Close  (Esc)</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::DocumentForm</name>
        <message>
            <source>This is needed.</source>
            <translation>This is needed.</translation>
        </message>
        <message>
            <source>Nothing was saved. What you typed is still here.</source>
            <translation>Nothing was saved. What you typed is still here.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::DraftOffer</name>
        <message>
            <source>Restore</source>
            <translation>Restore</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Discard</translation>
        </message>
        <message>
            <source>Something was not saved</source>
            <translation>Something was not saved</translation>
        </message>
        <message>
            <source>%1 was not saved</source>
            <translation>%1 was not saved</translation>
        </message>
        <message>
            <source>You typed it %1, then the program ended.</source>
            <translation>You typed it %1, then the program ended.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::EntryPage</name>
        <message>
            <source>%1 is a service: no stock is kept of it.</source>
            <translation>%1 is a service: no stock is kept of it.</translation>
        </message>
        <message>
            <source>No product has the code %1.</source>
            <translation>No product has the code %1.</translation>
        </message>
        <message>
            <source>It was not added. Search for the product by its name, or give it this barcode first.</source>
            <translation>It was not added. Search for the product by its name, or give it this barcode first.</translation>
        </message>
        <message numerus="yes">
            <source>%n scanned codes are kept and wait for it.</source>
            <translation>
                <numerusform>%n scanned code is kept and waits for it.</numerusform>
                <numerusform>%n scanned codes are kept and wait for it.</numerusform>
            </translation>
        </message>
        <message>
            <source>Nobody knows yet whether this was entered. Try again: it is entered once.</source>
            <translation>Nobody knows yet whether this was entered. Try again: it is entered once.</translation>
        </message>
        <message>
            <source>Leave without entering it?</source>
            <translation>Leave without entering it?</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Discard</translation>
        </message>
        <message>
            <source>Go on with it</source>
            <translation>Go on with it</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Try again</translation>
        </message>
        <message>
            <source>Show the document</source>
            <translation>Show the document</translation>
        </message>
        <message>
            <source>Being entered</source>
            <translation>Being entered</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ErrorWords</name>
        <message>
            <source>No connection to the server.</source>
            <translation>No connection to the server.</translation>
        </message>
        <message>
            <source>The server did not answer in time.</source>
            <translation>The server did not answer in time.</translation>
        </message>
        <message>
            <source>You are not signed in.</source>
            <translation>You are not signed in.</translation>
        </message>
        <message>
            <source>You are not allowed to do this.</source>
            <translation>You are not allowed to do this.</translation>
        </message>
        <message>
            <source>This is not there any more.</source>
            <translation>This is not there any more.</translation>
        </message>
        <message>
            <source>This does not fit what is stored by now.</source>
            <translation>This does not fit what is stored by now.</translation>
        </message>
        <message>
            <source>Somebody else changed this meanwhile.</source>
            <translation>Somebody else changed this meanwhile.</translation>
        </message>
        <message>
            <source>Too many tries. Wait a moment, then try again.</source>
            <translation>Too many tries. Wait a moment, then try again.</translation>
        </message>
        <message>
            <source>The server cannot do this right now. Try again in a moment.</source>
            <translation>The server cannot do this right now. Try again in a moment.</translation>
        </message>
        <message>
            <source>This is larger than the server takes.</source>
            <translation>This is larger than the server takes.</translation>
        </message>
        <message>
            <source>Some fields need a correction.</source>
            <translation>Some fields need a correction.</translation>
        </message>
        <message>
            <source>The server could not do this. Its log says why.</source>
            <translation>The server could not do this. Its log says why.</translation>
        </message>
        <message>
            <source>Nobody has confirmed the certificate of this server yet.</source>
            <translation>Nobody has confirmed the certificate of this server yet.</translation>
        </message>
        <message>
            <source>The certificate of the server is not the one that was confirmed.</source>
            <translation>The certificate of the server is not the one that was confirmed.</translation>
        </message>
        <message>
            <source>Something answers at this address, but it is not a POS server.</source>
            <translation>Something answers at this address, but it is not a POS server.</translation>
        </message>
        <message>
            <source>The server is older than this window (%1). Bring both to the same version.</source>
            <translation>The server is older than this window (%1). Bring both to the same version.</translation>
        </message>
        <message>
            <source>The server has version %1, this window the newer %2. Update the server.</source>
            <translation>The server has version %1, this window the newer %2. Update the server.</translation>
        </message>
        <message>
            <source>The server has version %1, this window the older %2. Update this window.</source>
            <translation>The server has version %1, this window the older %2. Update this window.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::FilterBar</name>
        <message>
            <source>Remove this filter</source>
            <translation>Remove this filter</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Clear all</source>
            <translation>Clear all</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::FilterPopup</name>
        <message>
            <source>Apply</source>
            <translation>Apply</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::FirstRunWizard</name>
        <message>
            <source>Step %1 of %2</source>
            <translation>Step %1 of %2</translation>
        </message>
        <message>
            <source>This is the first step</source>
            <translation>This is the first step</translation>
        </message>
        <message>
            <source>The shop is being made</source>
            <translation>The shop is being made</translation>
        </message>
        <message>
            <source>Make the shop</source>
            <translation>Make the shop</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Continue</translation>
        </message>
        <message>
            <source>Your answers are kept.</source>
            <translation>Your answers are kept.</translation>
        </message>
        <message>
            <source>Set up this shop. About three minutes.</source>
            <translation>Set up this shop. About three minutes.</translation>
        </message>
        <message>
            <source>Nothing leaves this computer during setup.</source>
            <translation>Nothing leaves this computer during setup.</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Back</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::HeldOrdersDialog</name>
        <message>
            <source>Held orders</source>
            <translation>Held orders</translation>
        </message>
        <message>
            <source>No order is held</source>
            <translation>No order is held</translation>
        </message>
        <message>
            <source>An order that is held waits here, for every till, until it is taken up again.</source>
            <translation>An order that is held waits here, for every till, until it is taken up again.</translation>
        </message>
        <message>
            <source>Drop it</source>
            <translation>Drop it</translation>
        </message>
        <message>
            <source>Take up</source>
            <translation>Take up</translation>
        </message>
        <message>
            <source>Choose one first</source>
            <translation>Choose one first</translation>
        </message>
        <message>
            <source>Drop this held order?</source>
            <translation>Drop this held order?</translation>
        </message>
        <message>
            <source>Nothing was sold with it. It cannot be brought back.</source>
            <translation>Nothing was sold with it. It cannot be brought back.</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>Keep it</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::HeldOrdersModel</name>
        <message>
            <source>Held as</source>
            <translation>Held as</translation>
        </message>
        <message>
            <source>Lines</source>
            <translation>Lines</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>Since</translation>
        </message>
        <message>
            <source>Without a name</source>
            <translation>Without a name</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::HelpWindow</name>
        <message>
            <source>Help</source>
            <translation>Help</translation>
        </message>
        <message>
            <source>Search the help</source>
            <translation>Search the help</translation>
        </message>
        <message>
            <source>Pages of the help</source>
            <translation>Pages of the help</translation>
        </message>
        <message>
            <source>Text of the help</source>
            <translation>Text of the help</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::HoldDialog</name>
        <message>
            <source>Hold this order</source>
            <translation>Hold this order</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>A table or a customer, to find it again. It may be empty.</source>
            <translation>A table or a customer, to find it again. It may be empty.</translation>
        </message>
        <message>
            <source>Hold</source>
            <translation>Hold</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ImportColumns</name>
        <message>
            <source>Encoding</source>
            <translation>Encoding</translation>
        </message>
        <message>
            <source>Separator</source>
            <translation>Separator</translation>
        </message>
        <message>
            <source>Decimal mark</source>
            <translation>Decimal mark</translation>
        </message>
        <message>
            <source>Times are written</source>
            <translation>Times are written</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Choose…</translation>
        </message>
        <message>
            <source>Not in the file</source>
            <translation>Not in the file</translation>
        </message>
        <message>
            <source>This import has already run</source>
            <translation>This import has already run</translation>
        </message>
        <message>
            <source>How the file is written</source>
            <translation>How the file is written</translation>
        </message>
        <message>
            <source>Which column holds what</source>
            <translation>Which column holds what</translation>
        </message>
        <message>
            <source>The columns of the file</source>
            <translation>The columns of the file</translation>
        </message>
        <message>
            <source>The first lines of the file</source>
            <translation>The first lines of the file</translation>
        </message>
        <message>
            <source>Check again</source>
            <translation>Check again</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ImportPanel</name>
        <message>
            <source>The import is done.</source>
            <translation>The import is done.</translation>
        </message>
        <message>
            <source>Choose a file to import</source>
            <translation>Choose a file to import</translation>
        </message>
        <message>
            <source>CSV files (*.csv *.txt *.tsv)</source>
            <translation>CSV files (*.csv *.txt *.tsv)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>All files (*)</translation>
        </message>
        <message>
            <source>Another file is being sent. Wait for it, or cancel it.</source>
            <translation>Another file is being sent. Wait for it, or cancel it.</translation>
        </message>
        <message>
            <source>The file cannot be read: %1</source>
            <translation>The file cannot be read: %1</translation>
        </message>
        <message>
            <source>Save the template</source>
            <translation>Save the template</translation>
        </message>
        <message>
            <source>sales template.csv</source>
            <translation>sales template.csv</translation>
        </message>
        <message>
            <source>products template.csv</source>
            <translation>products template.csv</translation>
        </message>
        <message>
            <source>Template saved.</source>
            <translation>Template saved.</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Import</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ImportRowsModel</name>
        <message>
            <source>Line</source>
            <translation>Line</translation>
        </message>
        <message>
            <source>SKU</source>
            <translation>SKU</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Result</translation>
        </message>
        <message>
            <source>What to know</source>
            <translation>What to know</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ImportStart</name>
        <message>
            <source>Import</source>
            <translation>Import</translation>
        </message>
        <message>
            <source>Products and past sales from a file of another system</source>
            <translation>Products and past sales from a file of another system</translation>
        </message>
        <message>
            <source>Products</source>
            <translation>Products</translation>
        </message>
        <message>
            <source>With prices, barcodes, categories and stock. Can be undone.</source>
            <translation>With prices, barcodes, categories and stock. Can be undone.</translation>
        </message>
        <message>
            <source>Past sales</source>
            <translation>Past sales</translation>
        </message>
        <message>
            <source>Invoices become orders, refunds and stock movements. They stay.</source>
            <translation>Invoices become orders, refunds and stock movements. They stay.</translation>
        </message>
        <message>
            <source>Drop a CSV file here, or choose it.</source>
            <translation>Drop a CSV file here, or choose it.</translation>
        </message>
        <message>
            <source>One line an item: invoice, SKU, quantity, time, price. Nothing is written before you have seen what would happen.</source>
            <translation>One line an item: invoice, SKU, quantity, time, price. Nothing is written before you have seen what would happen.</translation>
        </message>
        <message>
            <source>One line a product: SKU, name, price. Nothing is written before you have seen what would happen.</source>
            <translation>One line a product: SKU, name, price. Nothing is written before you have seen what would happen.</translation>
        </message>
        <message>
            <source>Choose a file…</source>
            <translation>Choose a file…</translation>
        </message>
        <message>
            <source>Template…</source>
            <translation>Template…</translation>
        </message>
        <message>
            <source>A file to start from, with the headings and one example line</source>
            <translation>A file to start from, with the headings and one example line</translation>
        </message>
        <message>
            <source>Imports so far</source>
            <translation>Imports so far</translation>
        </message>
        <message>
            <source>No imports yet</source>
            <translation>No imports yet</translation>
        </message>
        <message>
            <source>Each import stays in this list with what became of every line.</source>
            <translation>Each import stays in this list with what became of every line.</translation>
        </message>
        <message>
            <source>What it holds</source>
            <translation>What it holds</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ImportView</name>
        <message>
            <source>Undo this import?</source>
            <translation>Undo this import?</translation>
        </message>
        <message>
            <source>Products it made are archived and what it changed is put back. Products that were sold, moved or edited since stay as they are.</source>
            <translation>Products it made are archived and what it changed is put back. Products that were sold, moved or edited since stay as they are.</translation>
        </message>
        <message>
            <source>Undo the import</source>
            <translation>Undo the import</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>Keep it</translation>
        </message>
        <message>
            <source>Stopping …</source>
            <translation>Stopping …</translation>
        </message>
        <message>
            <source>Sending the file to the server</source>
            <translation>Sending the file to the server</translation>
        </message>
        <message>
            <source>Checking every line; nothing is written yet</source>
            <translation>Checking every line; nothing is written yet</translation>
        </message>
        <message>
            <source>Taking back what was imported</source>
            <translation>Taking back what was imported</translation>
        </message>
        <message>
            <source>Adjusting stock</source>
            <translation>Adjusting stock</translation>
        </message>
        <message>
            <source>Making orders and refunds</source>
            <translation>Making orders and refunds</translation>
        </message>
        <message>
            <source>Making and changing products</source>
            <translation>Making and changing products</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 of %2</translation>
        </message>
        <message numerus="yes">
            <source>%1 lines read</source>
            <translation>
                <numerusform>%1 line read</numerusform>
                <numerusform>%1 lines read</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %2 lines</source>
            <translation>
                <numerusform>%1 of %2 line</numerusform>
                <numerusform>%1 of %2 lines</numerusform>
            </translation>
        </message>
        <message>
            <source>The file cannot be read.</source>
            <translation>The file cannot be read.</translation>
        </message>
        <message>
            <source>Nothing is lost; it goes on from where it is.</source>
            <translation>Nothing is lost; it goes on from where it is.</translation>
        </message>
        <message>
            <source>The file cannot be imported like this.</source>
            <translation>The file cannot be imported like this.</translation>
        </message>
        <message numerus="yes">
            <source>%1 lines have errors and are left out.</source>
            <translation>
                <numerusform>%1 line has errors and is left out.</numerusform>
                <numerusform>%1 lines have errors and are left out.</numerusform>
            </translation>
        </message>
        <message>
            <source>There is nothing to do: the shop has all of it.</source>
            <translation>There is nothing to do: the shop has all of it.</translation>
        </message>
        <message numerus="yes">
            <source>%1 lines are ready.</source>
            <translation>
                <numerusform>%1 line is ready.</numerusform>
                <numerusform>%1 lines are ready.</numerusform>
            </translation>
        </message>
        <message>
            <source>The import is done.</source>
            <translation>The import is done.</translation>
        </message>
        <message>
            <source>Cancelled. Nothing was imported.</source>
            <translation>Cancelled. Nothing was imported.</translation>
        </message>
        <message numerus="yes">
            <source>Cancelled. %1 lines were not imported.</source>
            <translation>
                <numerusform>Cancelled. %1 line was not imported.</numerusform>
                <numerusform>Cancelled. %1 lines were not imported.</numerusform>
            </translation>
        </message>
        <message>
            <source>What was imported before can be undone.</source>
            <translation>What was imported before can be undone.</translation>
        </message>
        <message>
            <source>The import stopped.</source>
            <translation>The import stopped.</translation>
        </message>
        <message>
            <source>The import was taken back.</source>
            <translation>The import was taken back.</translation>
        </message>
        <message>
            <source>The file was not sent to the end.</source>
            <translation>The file was not sent to the end.</translation>
        </message>
        <message>
            <source>Choose it again to import it.</source>
            <translation>Choose it again to import it.</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Show these lines</source>
            <translation>Show these lines</translation>
        </message>
        <message numerus="yes">
            <source>Import %1 lines</source>
            <translation>
                <numerusform>Import %1 line</numerusform>
                <numerusform>Import %1 lines</numerusform>
            </translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Import</translation>
        </message>
        <message>
            <source>There is nothing that can be imported</source>
            <translation>There is nothing that can be imported</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Result</translation>
        </message>
        <message>
            <source>All imports</source>
            <translation>All imports</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Discard</translation>
        </message>
        <message>
            <source>The file is thrown away, nothing is imported</source>
            <translation>The file is thrown away, nothing is imported</translation>
        </message>
        <message>
            <source>Undo…</source>
            <translation>Undo…</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Retry</translation>
        </message>
        <message>
            <source>Lines</source>
            <translation>Lines</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>Columns</translation>
        </message>
        <message>
            <source>Parts of the import</source>
            <translation>Parts of the import</translation>
        </message>
        <message>
            <source>No lines to show yet</source>
            <translation>No lines to show yet</translation>
        </message>
        <message>
            <source>They appear here as soon as the file has been checked.</source>
            <translation>They appear here as soon as the file has been checked.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ImportWords</name>
        <message>
            <source>Past sales</source>
            <translation>Past sales</translation>
        </message>
        <message>
            <source>Products</source>
            <translation>Products</translation>
        </message>
        <message>
            <source>Not sent to the end</source>
            <translation>Not sent to the end</translation>
        </message>
        <message>
            <source>Being checked</source>
            <translation>Being checked</translation>
        </message>
        <message>
            <source>Checked, not run yet</source>
            <translation>Checked, not run yet</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Running</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Done</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Cancelled</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Failed</translation>
        </message>
        <message>
            <source>Being undone</source>
            <translation>Being undone</translation>
        </message>
        <message>
            <source>Undone</source>
            <translation>Undone</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Read</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Error</translation>
        </message>
        <message>
            <source>Will be made</source>
            <translation>Will be made</translation>
        </message>
        <message>
            <source>Will be changed</source>
            <translation>Will be changed</translation>
        </message>
        <message>
            <source>Same as now</source>
            <translation>Same as now</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Made</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>Changed</translation>
        </message>
        <message>
            <source>Taken back</source>
            <translation>Taken back</translation>
        </message>
        <message>
            <source>Put back</source>
            <translation>Put back</translation>
        </message>
        <message>
            <source>Kept</source>
            <translation>Kept</translation>
        </message>
        <message>
            <source>Will be a sale</source>
            <translation>Will be a sale</translation>
        </message>
        <message>
            <source>Will be a refund</source>
            <translation>Will be a refund</translation>
        </message>
        <message>
            <source>Will adjust stock</source>
            <translation>Will adjust stock</translation>
        </message>
        <message>
            <source>There already</source>
            <translation>There already</translation>
        </message>
        <message>
            <source>Sale</source>
            <translation>Sale</translation>
        </message>
        <message>
            <source>Refund of a sale</source>
            <translation>Refund of a sale</translation>
        </message>
        <message>
            <source>Stock adjusted</source>
            <translation>Stock adjusted</translation>
        </message>
        <message>
            <source>SKU</source>
            <translation>SKU</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>Price</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Category</translation>
        </message>
        <message>
            <source>Barcode</source>
            <translation>Barcode</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>Cost</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Unit</translation>
        </message>
        <message>
            <source>Goods or service</source>
            <translation>Goods or service</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>On hand</translation>
        </message>
        <message>
            <source>Low-stock threshold</source>
            <translation>Low-stock threshold</translation>
        </message>
        <message>
            <source>Invoice</source>
            <translation>Invoice</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>Quantity</translation>
        </message>
        <message>
            <source>Date and time</source>
            <translation>Date and time</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Customer</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>this value is not known here</source>
            <translation>this value is not known here</translation>
        </message>
        <message>
            <source>holds characters that cannot be stored</source>
            <translation>holds characters that cannot be stored</translation>
        </message>
        <message>
            <source>is not a number</source>
            <translation>is not a number</translation>
        </message>
        <message>
            <source>is not a time as the other lines write it</source>
            <translation>is not a time as the other lines write it</translation>
        </message>
        <message>
            <source>is too large</source>
            <translation>is too large</translation>
        </message>
        <message>
            <source>must not be below zero</source>
            <translation>must not be below zero</translation>
        </message>
        <message>
            <source>is too long</source>
            <translation>is too long</translation>
        </message>
        <message>
            <source>has more decimals than are kept</source>
            <translation>has more decimals than are kept</translation>
        </message>
        <message>
            <source>stands in the file before</source>
            <translation>stands in the file before</translation>
        </message>
        <message>
            <source>belongs to another product</source>
            <translation>belongs to another product</translation>
        </message>
        <message>
            <source>another line of this invoice cannot be read</source>
            <translation>another line of this invoice cannot be read</translation>
        </message>
        <message>
            <source>an invoice is either a sale or a refund</source>
            <translation>an invoice is either a sale or a refund</translation>
        </message>
        <message>
            <source>has been sold, moved or edited since, and stays</source>
            <translation>has been sold, moved or edited since, and stays</translation>
        </message>
        <message>
            <source>the file has no such column</source>
            <translation>the file has no such column</translation>
        </message>
        <message>
            <source>The file has no lines.</source>
            <translation>The file has no lines.</translation>
        </message>
        <message>
            <source>The file is written in another encoding than the one chosen. Choose another one under Columns, then check again.</source>
            <translation>The file is written in another encoding than the one chosen. Choose another one under Columns, then check again.</translation>
        </message>
        <message>
            <source>A quotation mark is opened and never closed. Mend it in the file, then choose the file again.</source>
            <translation>A quotation mark is opened and never closed. Mend it in the file, then choose the file again.</translation>
        </message>
        <message>
            <source>A line has more columns than a file may have. Is the separator right?</source>
            <translation>A line has more columns than a file may have. Is the separator right?</translation>
        </message>
        <message>
            <source>This is not a text file. Save it as CSV in the program it comes from, then choose that file.</source>
            <translation>This is not a text file. Save it as CSV in the program it comes from, then choose that file.</translation>
        </message>
        <message>
            <source>choose the column that holds it</source>
            <translation>choose the column that holds it</translation>
        </message>
        <message>
            <source>is empty</source>
            <translation>is empty</translation>
        </message>
        <message>
            <source>This file is empty.</source>
            <translation>This file is empty.</translation>
        </message>
        <message>
            <source>This file is larger than 512 MB. Split it, then import the parts one after the other.</source>
            <translation>This file is larger than 512 MB. Split it, then import the parts one after the other.</translation>
        </message>
        <message>
            <source>This is a workbook of a spreadsheet. Save it there as CSV, then choose that file.</source>
            <translation>This is a workbook of a spreadsheet. Save it there as CSV, then choose that file.</translation>
        </message>
        <message>
            <source>Windows-1252 (older Excel)</source>
            <translation>Windows-1252 (older Excel)</translation>
        </message>
        <message>
            <source>Comma  ,</source>
            <translation>Comma  ,</translation>
        </message>
        <message>
            <source>Semicolon  ;</source>
            <translation>Semicolon  ;</translation>
        </message>
        <message>
            <source>Tab</source>
            <translation>Tab</translation>
        </message>
        <message>
            <source>Bar  |</source>
            <translation>Bar  |</translation>
        </message>
        <message>
            <source>Point  1.25</source>
            <translation>Point  1.25</translation>
        </message>
        <message>
            <source>Comma  1,25</source>
            <translation>Comma  1,25</translation>
        </message>
        <message>
            <source>Refund without its sale</source>
            <translation>Refund without its sale</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ImportsModel</name>
        <message>
            <source>File</source>
            <translation>File</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>What it holds</source>
            <translation>What it holds</translation>
        </message>
        <message>
            <source>Lines</source>
            <translation>Lines</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::InvitationPane</name>
        <message>
            <source>The mail is being written.</source>
            <translation>The mail is being written.</translation>
        </message>
        <message>
            <source>The mail is not written yet. Services shows what holds it up.</source>
            <translation>The mail is not written yet. Services shows what holds it up.</translation>
        </message>
        <message>
            <source>The invitation was sent again. The code before it is no longer good.</source>
            <translation>The invitation was sent again. The code before it is no longer good.</translation>
        </message>
        <message>
            <source>Withdraw the invitation?</source>
            <translation>Withdraw the invitation?</translation>
        </message>
        <message>
            <source>The code in the mail is no longer good, and the address is erased from the shop.</source>
            <translation>The code in the mail is no longer good, and the address is erased from the shop.</translation>
        </message>
        <message>
            <source>Withdraw</source>
            <translation>Withdraw</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>Invitation withdrawn.</source>
            <translation>Invitation withdrawn.</translation>
        </message>
        <message>
            <source>Invitation</source>
            <translation>Invitation</translation>
        </message>
        <message>
            <source>Invited as: %1. The code was good until %2; send it again for a new one.</source>
            <translation>Invited as: %1. The code was good until %2; send it again for a new one.</translation>
        </message>
        <message>
            <source>Invited as: %1. The code is good until %2. They choose "I was invited" on the sign-in page and enter it there.</source>
            <translation>Invited as: %1. The code is good until %2. They choose "I was invited" on the sign-in page and enter it there.</translation>
        </message>
        <message>
            <source>Being sent</source>
            <translation>Being sent</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Send again</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::InvitationsModel</name>
        <message>
            <source>Expired</source>
            <translation>Expired</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Role</translation>
        </message>
        <message>
            <source>Invited</source>
            <translation>Invited</translation>
        </message>
        <message>
            <source>Good until</source>
            <translation>Good until</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::InvitePane</name>
        <message>
            <source>Write their e-mail address.</source>
            <translation>Write their e-mail address.</translation>
        </message>
        <message>
            <source>What you typed is still here.</source>
            <translation>What you typed is still here.</translation>
        </message>
        <message>
            <source>Being sent</source>
            <translation>Being sent</translation>
        </message>
        <message>
            <source>Invite somebody</source>
            <translation>Invite somebody</translation>
        </message>
        <message>
            <source>They choose their own password</source>
            <translation>They choose their own password</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>The invitation goes there. It is good for seven days.</source>
            <translation>The invitation goes there. It is good for seven days.</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Role</translation>
        </message>
        <message>
            <source>Language of the invitation</source>
            <translation>Language of the invitation</translation>
        </message>
        <message>
            <source>Invite</source>
            <translation>Invite</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ItemPicker</name>
        <message>
            <source>Products found</source>
            <translation>Products found</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::JobBar</name>
        <message>
            <source>%1 · %2</source>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>a few seconds left</source>
            <translation>a few seconds left</translation>
        </message>
        <message numerus="yes">
            <source>about %n seconds left</source>
            <translation>
                <numerusform>about %n second left</numerusform>
                <numerusform>about %n seconds left</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>about %n minutes left</source>
            <translation>
                <numerusform>about %n minute left</numerusform>
                <numerusform>about %n minutes left</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>It stops after what it is at</source>
            <translation>It stops after what it is at</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::LabelsDialog</name>
        <message>
            <source>A number from 0 to %1.</source>
            <translation>A number from 0 to %1.</translation>
        </message>
        <message>
            <source>A number from 1 to %1.</source>
            <translation>A number from 1 to %1.</translation>
        </message>
        <message numerus="yes">
            <source>%n labels, </source>
            <translation>
                <numerusform>%n label, </numerusform>
                <numerusform>%n labels, </numerusform>
            </translation>
        </message>
        <message>
            <source>page %1 of %2</source>
            <translation>page %1 of %2</translation>
        </message>
        <message>
            <source>There is no label to print</source>
            <translation>There is no label to print</translation>
        </message>
        <message>
            <source>One of the numbers cannot be used</source>
            <translation>One of the numbers cannot be used</translation>
        </message>
        <message>
            <source>This is the first page</source>
            <translation>This is the first page</translation>
        </message>
        <message>
            <source>This is the last page</source>
            <translation>This is the last page</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>Labels</translation>
        </message>
        <message>
            <source>Keep as PDF</source>
            <translation>Keep as PDF</translation>
        </message>
        <message>
            <source>%1 cannot be written.</source>
            <translation>%1 cannot be written.</translation>
        </message>
        <message>
            <source>Print labels</source>
            <translation>Print labels</translation>
        </message>
        <message>
            <source>Products with labels</source>
            <translation>Products with labels</translation>
        </message>
        <message>
            <source>Preview of the page</source>
            <translation>Preview of the page</translation>
        </message>
        <message>
            <source>Labels of this product</source>
            <translation>Labels of this product</translation>
        </message>
        <message>
            <source>First free label</source>
            <translation>First free label</translation>
        </message>
        <message>
            <source>On a sheet that was begun</source>
            <translation>On a sheet that was begun</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>Paper</translation>
        </message>
        <message>
            <source>A4, 65 labels of 38 × 21 mm</source>
            <translation>A4, 65 labels of 38 × 21 mm</translation>
        </message>
        <message>
            <source>A4, 21 labels of 64 × 38 mm</source>
            <translation>A4, 21 labels of 64 × 38 mm</translation>
        </message>
        <message>
            <source>Roll, 58 × 32 mm</source>
            <translation>Roll, 58 × 32 mm</translation>
        </message>
        <message>
            <source>Roll, 38 × 25 mm</source>
            <translation>Roll, 38 × 25 mm</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>Price</translation>
        </message>
        <message>
            <source>As many of all</source>
            <translation>As many of all</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Next</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::LabelsModel</name>
        <message>
            <source>This code cannot be written as bars</source>
            <translation>This code cannot be written as bars</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>Product</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>Labels</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::LanguagePage</name>
        <message>
            <source>Language</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>Of this window, of mails and of receipts. Each person can choose another one for their window later.</source>
            <translation>Of this window, of mails and of receipts. Each person can choose another one for their window later.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ListExport</name>
        <message>
            <source>Workbook for Excel and LibreOffice (*.xlsx)</source>
            <translation>Workbook for Excel and LibreOffice (*.xlsx)</translation>
        </message>
        <message>
            <source>CSV with semicolons and decimal comma, for Excel in Indonesian (*.csv)</source>
            <translation>CSV with semicolons and decimal comma, for Excel in Indonesian (*.csv)</translation>
        </message>
        <message>
            <source>CSV with commas and decimal point (*.csv)</source>
            <translation>CSV with commas and decimal point (*.csv)</translation>
        </message>
        <message>
            <source>Export the list</source>
            <translation>Export the list</translation>
        </message>
        <message>
            <source>The file cannot be written: %1</source>
            <translation>The file cannot be written: %1</translation>
        </message>
        <message>
            <source>Writing all rows of this list to %1</source>
            <translation>Writing all rows of this list to %1</translation>
        </message>
        <message numerus="yes">
            <source>%1 rows so far</source>
            <translation>
                <numerusform>%1 row so far</numerusform>
                <numerusform>%1 rows so far</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 rows written to %2.</source>
            <translation>
                <numerusform>%1 row written to %2.</numerusform>
                <numerusform>%1 rows written to %2.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The export stopped after %1 rows.</source>
            <translation>
                <numerusform>The export stopped after %1 row.</numerusform>
                <numerusform>The export stopped after %1 rows.</numerusform>
            </translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Retry</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>Open folder</translation>
        </message>
        <message>
            <source>Put away</source>
            <translation>Put away</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ListSection</name>
        <message>
            <source>Retry</source>
            <translation>Retry</translation>
        </message>
        <message>
            <source>Retry  (F5)</source>
            <translation>Retry  (F5)</translation>
        </message>
        <message>
            <source>Clear filters</source>
            <translation>Clear filters</translation>
        </message>
        <message>
            <source>You see the list of %1.</source>
            <translation>You see the list of %1.</translation>
        </message>
        <message>
            <source>%1 Changes cannot be saved now.</source>
            <translation>%1 Changes cannot be saved now.</translation>
        </message>
        <message numerus="yes">
            <source>%n shown, more below</source>
            <translation>
                <numerusform>%n shown, more below</numerusform>
                <numerusform>%n shown, more below</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shown</source>
            <translation>
                <numerusform>%n shown</numerusform>
                <numerusform>%n shown</numerusform>
            </translation>
        </message>
        <message>
            <source>The list could not be loaded</source>
            <translation>The list could not be loaded</translation>
        </message>
        <message>
            <source>It appears here as soon as the server answers. Nothing is lost.</source>
            <translation>It appears here as soon as the server answers. Nothing is lost.</translation>
        </message>
        <message>
            <source>Nothing matches</source>
            <translation>Nothing matches</translation>
        </message>
        <message>
            <source>Nothing fits the search and all filters together. Remove one, or clear them all.</source>
            <translation>Nothing fits the search and all filters together. Remove one, or clear them all.</translation>
        </message>
        <message>
            <source>More about this list</source>
            <translation>More about this list</translation>
        </message>
        <message>
            <source>Copy rows</source>
            <translation>Copy rows</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>Columns</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Export…</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::LogExport</name>
        <message>
            <source>%1 cannot be written: %2</source>
            <translation>%1 cannot be written: %2</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::LogPage</name>
        <message>
            <source>Export the log</source>
            <translation>Export the log</translation>
        </message>
        <message>
            <source>Log lines (*.jsonl)</source>
            <translation>Log lines (*.jsonl)</translation>
        </message>
        <message numerus="yes">
            <source>%n lines written to %1.</source>
            <translation>
                <numerusform>%n line written to %1.</numerusform>
                <numerusform>%n lines written to %1.</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancel the export</source>
            <translation>Cancel the export</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Export…</translation>
        </message>
        <message numerus="yes">
            <source>%n lines so far</source>
            <translation>
                <numerusform>%n line so far</numerusform>
                <numerusform>%n lines so far</numerusform>
            </translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>Follow</translation>
        </message>
        <message>
            <source>New lines appear at the top while you are there</source>
            <translation>New lines appear at the top while you are there</translation>
        </message>
        <message>
            <source>Anything in a line</source>
            <translation>Anything in a line</translation>
        </message>
        <message>
            <source>No lines</source>
            <translation>No lines</translation>
        </message>
        <message>
            <source>The server has written nothing yet.</source>
            <translation>The server has written nothing yet.</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Service</translation>
        </message>
        <message>
            <source>Level and worse</source>
            <translation>Level and worse</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::LogsModel</name>
        <message>
            <source>Error</source>
            <translation>Error</translation>
        </message>
        <message>
            <source>Warning</source>
            <translation>Warning</translation>
        </message>
        <message>
            <source>Info</source>
            <translation>Info</translation>
        </message>
        <message>
            <source>Debug</source>
            <translation>Debug</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>Level</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Service</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Message</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::LowStockModel</name>
        <message>
            <source>Product</source>
            <translation>Product</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>On hand</translation>
        </message>
        <message>
            <source>Minimum</source>
            <translation>Minimum</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::MailSection</name>
        <message>
            <source>The test mail is written and kept here.</source>
            <translation>The test mail is written and kept here.</translation>
        </message>
        <message>
            <source>The test mail is on its way.</source>
            <translation>The test mail is on its way.</translation>
        </message>
        <message>
            <source>Being sent</source>
            <translation>Being sent</translation>
        </message>
        <message>
            <source>Invitations, new passwords and the like. Who runs the server sets up its mail server.</source>
            <translation>Invitations, new passwords and the like. Who runs the server sets up its mail server.</translation>
        </message>
        <message>
            <source>Mails go out through %1.</source>
            <translation>Mails go out through %1.</translation>
        </message>
        <message>
            <source>No mail server is set up: mails are kept here, and you hand them over yourself. To send them set SMTP_HOST, SMTP_FROM and the sign-in in settings.env of the data folder, and start the program again.</source>
            <translation>No mail server is set up: mails are kept here, and you hand them over yourself. To send them set SMTP_HOST, SMTP_FROM and the sign-in in settings.env of the data folder, and start the program again.</translation>
        </message>
        <message>
            <source>Mail</source>
            <translation>Mail</translation>
        </message>
        <message>
            <source>Send a test to me</source>
            <translation>Send a test to me</translation>
        </message>
        <message>
            <source>Mails of the shop</source>
            <translation>Mails of the shop</translation>
        </message>
        <message>
            <source>No mails yet</source>
            <translation>No mails yet</translation>
        </message>
        <message>
            <source>Invitations and codes for a new password appear here.</source>
            <translation>Invitations and codes for a new password appear here.</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::MailTemplates</name>
        <message>
            <source>What the mails say</source>
            <translation>What the mails say</translation>
        </message>
        <message>
            <source>Each goes out in the language of the person it is for.</source>
            <translation>Each goes out in the language of the person it is for.</translation>
        </message>
        <message>
            <source>Mail</source>
            <translation>Mail</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::MailView</name>
        <message>
            <source>Code copied.</source>
            <translation>Code copied.</translation>
        </message>
        <message>
            <source>The mail is on its way again.</source>
            <translation>The mail is on its way again.</translation>
        </message>
        <message>
            <source>Save the mail</source>
            <translation>Save the mail</translation>
        </message>
        <message>
            <source>Mail (*.eml)</source>
            <translation>Mail (*.eml)</translation>
        </message>
        <message>
            <source>%1 cannot be written: %2</source>
            <translation>%1 cannot be written: %2</translation>
        </message>
        <message>
            <source>Saved as %1.</source>
            <translation>Saved as %1.</translation>
        </message>
        <message>
            <source>No mail server is set up, so this mail was kept here. Hand it over yourself: give them the code, or the saved mail.</source>
            <translation>No mail server is set up, so this mail was kept here. Hand it over yourself: give them the code, or the saved mail.</translation>
        </message>
        <message>
            <source>On its way to the mail server.</source>
            <translation>On its way to the mail server.</translation>
        </message>
        <message>
            <source>Not sent yet: %1. It is tried again.</source>
            <translation>Not sent yet: %1. It is tried again.</translation>
        </message>
        <message>
            <source>Sent.</source>
            <translation>Sent.</translation>
        </message>
        <message>
            <source>Not sent, and given up: %1</source>
            <translation>Not sent, and given up: %1</translation>
        </message>
        <message>
            <source>To %1</source>
            <translation>To %1</translation>
        </message>
        <message>
            <source>The mail's text</source>
            <translation>The mail's text</translation>
        </message>
        <message>
            <source>Copy the code</source>
            <translation>Copy the code</translation>
        </message>
        <message>
            <source>Save as .eml</source>
            <translation>Save as .eml</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Send again</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::MailsModel</name>
        <message>
            <source>Confirm an address</source>
            <translation>Confirm an address</translation>
        </message>
        <message>
            <source>Invitation</source>
            <translation>Invitation</translation>
        </message>
        <message>
            <source>New password</source>
            <translation>New password</translation>
        </message>
        <message>
            <source>Password was changed</source>
            <translation>Password was changed</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Test</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Sent</translation>
        </message>
        <message>
            <source>On its way</source>
            <translation>On its way</translation>
        </message>
        <message>
            <source>Kept here</source>
            <translation>Kept here</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Failed</translation>
        </message>
        <message>
            <source>Mail</source>
            <translation>Mail</translation>
        </message>
        <message>
            <source>Written</source>
            <translation>Written</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::MainWindow</name>
        <message>
            <source>Set up %1</source>
            <translation>Set up %1</translation>
        </message>
        <message>
            <source>This computer's disk is full or read-only: the layout of the window and drafts are not kept.</source>
            <translation>This computer's disk is full or read-only: the layout of the window and drafts are not kept.</translation>
        </message>
        <message>
            <source>Your role was changed. You see the pages it may open.</source>
            <translation>Your role was changed. You see the pages it may open.</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>The backup is in place</source>
            <translation>The backup is in place</translation>
        </message>
        <message>
            <source>The shop is as it was when the backup was made. Please sign in again.</source>
            <translation>The shop is as it was when the backup was made. Please sign in again.</translation>
        </message>
        <message>
            <source>The backup was not restored</source>
            <translation>The backup was not restored</translation>
        </message>
        <message>
            <source>Everything is as it was before. The reason: %1</source>
            <translation>Everything is as it was before. The reason: %1</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::MovementWords</name>
        <message>
            <source>Sale</source>
            <translation>Sale</translation>
        </message>
        <message>
            <source>Refund</source>
            <translation>Refund</translation>
        </message>
        <message>
            <source>Void</source>
            <translation>Void</translation>
        </message>
        <message>
            <source>Receipt</source>
            <translation>Receipt</translation>
        </message>
        <message>
            <source>Count</source>
            <translation>Count</translation>
        </message>
        <message>
            <source>Adjustment</source>
            <translation>Adjustment</translation>
        </message>
        <message>
            <source>Transfer</source>
            <translation>Transfer</translation>
        </message>
        <message>
            <source>Waste</source>
            <translation>Waste</translation>
        </message>
        <message>
            <source>Opening</source>
            <translation>Opening</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Import</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::MovementsModel</name>
        <message>
            <source>When</source>
            <translation>When</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>Product</translation>
        </message>
        <message>
            <source>What</source>
            <translation>What</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>On hand</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>Document</translation>
        </message>
        <message>
            <source>Movement</source>
            <translation>Movement</translation>
        </message>
        <message>
            <source>%1 · %2 each</source>
            <translation>%1 · %2 each</translation>
        </message>
        <message>
            <source>SKU</source>
            <translation>SKU</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>Unit cost</source>
            <translation>Unit cost</translation>
        </message>
        <message>
            <source>Average cost after</source>
            <translation>Average cost after</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::NavigationRail</name>
        <message>
            <source>Owner</source>
            <translation>Owner</translation>
        </message>
        <message>
            <source>Manager</source>
            <translation>Manager</translation>
        </message>
        <message>
            <source>Cashier</source>
            <translation>Cashier</translation>
        </message>
        <message>
            <source>Privacy officer</source>
            <translation>Privacy officer</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation>Dark or light</translation>
        </message>
        <message>
            <source>Find a page, a product, an order or a person</source>
            <translation>Find a page, a product, an order or a person</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::OrderActionDialog</name>
        <message>
            <source>Nobody knows yet whether it was done. Send it again: it is never done twice.</source>
            <translation>Nobody knows yet whether it was done. Send it again: it is never done twice.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::OrderDetail</name>
        <message>
            <source>Close  (Esc)</source>
            <translation>Close  (Esc)</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Retry</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Details</translation>
        </message>
        <message>
            <source>Receipt</source>
            <translation>Receipt</translation>
        </message>
        <message>
            <source>Items of the order</source>
            <translation>Items of the order</translation>
        </message>
        <message>
            <source>The order is on its way</source>
            <translation>The order is on its way</translation>
        </message>
        <message>
            <source>Payment taken for %1.</source>
            <translation>Payment taken for %1.</translation>
        </message>
        <message>
            <source>%1 is void.</source>
            <translation>%1 is void.</translation>
        </message>
        <message>
            <source>Refund %1: %2.</source>
            <translation>Refund %1: %2.</translation>
        </message>
        <message>
            <source>History</source>
            <translation>History</translation>
        </message>
        <message>
            <source>Take a payment</source>
            <translation>Take a payment</translation>
        </message>
        <message>
            <source>Refund</source>
            <translation>Refund</translation>
        </message>
        <message>
            <source>Void</source>
            <translation>Void</translation>
        </message>
        <message>
            <source>What happened to the order</source>
            <translation>What happened to the order</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::OrderDialog</name>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>One moment</source>
            <translation>One moment</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::OrderHistoryModel</name>
        <message>
            <source>Refund made</source>
            <translation>Refund made</translation>
        </message>
        <message>
            <source>Ordered</source>
            <translation>Ordered</translation>
        </message>
        <message>
            <source>Given back</source>
            <translation>Given back</translation>
        </message>
        <message>
            <source>Paid</source>
            <translation>Paid</translation>
        </message>
        <message>
            <source>Voided</source>
            <translation>Voided</translation>
        </message>
        <message>
            <source>Refund</source>
            <translation>Refund</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>What happened</translation>
        </message>
        <message>
            <source>When</source>
            <translation>When</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::OrderLinesModel</name>
        <message>
            <source>Item</source>
            <translation>Item</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>Total</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::OrderSums</name>
        <message>
            <source>Cash</source>
            <translation>Cash</translation>
        </message>
        <message>
            <source>Transfer</source>
            <translation>Transfer</translation>
        </message>
        <message>
            <source>Subtotal</source>
            <translation>Subtotal</translation>
        </message>
        <message>
            <source>Discount</source>
            <translation>Discount</translation>
        </message>
        <message>
            <source>%1, included</source>
            <translation>%1, included</translation>
        </message>
        <message>
            <source>Tax</source>
            <translation>Tax</translation>
        </message>
        <message>
            <source>Rounding</source>
            <translation>Rounding</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>Total</translation>
        </message>
        <message>
            <source>Paid in cash</source>
            <translation>Paid in cash</translation>
        </message>
        <message>
            <source>Paid by transfer</source>
            <translation>Paid by transfer</translation>
        </message>
        <message>
            <source>Paid by %1</source>
            <translation>Paid by %1</translation>
        </message>
        <message>
            <source>Given back, %1</source>
            <translation>Given back, %1</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>Left to pay</source>
            <translation>Left to pay</translation>
        </message>
        <message>
            <source>Another way</source>
            <translation>Another way</translation>
        </message>
        <message>
            <source>Paid another way</source>
            <translation>Paid another way</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::OrdersModel</name>
        <message>
            <source>Awaiting payment</source>
            <translation>Awaiting payment</translation>
        </message>
        <message>
            <source>Paid</source>
            <translation>Paid</translation>
        </message>
        <message>
            <source>Partly refunded</source>
            <translation>Partly refunded</translation>
        </message>
        <message>
            <source>Refunded</source>
            <translation>Refunded</translation>
        </message>
        <message>
            <source>Voided</source>
            <translation>Voided</translation>
        </message>
        <message>
            <source>Refund</source>
            <translation>Refund</translation>
        </message>
        <message>
            <source>Sale</source>
            <translation>Sale</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>Reference</source>
            <translation>Reference</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>Total</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::OrdersPanel</name>
        <message>
            <source>Orders</source>
            <translation>Orders</translation>
        </message>
        <message>
            <source>Sales and refunds of %1, with their receipts</source>
            <translation>Sales and refunds of %1, with their receipts</translation>
        </message>
        <message>
            <source>Number or reference</source>
            <translation>Number or reference</translation>
        </message>
        <message>
            <source>No orders yet</source>
            <translation>No orders yet</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>Business day</source>
            <translation>Business day</translation>
        </message>
        <message>
            <source>Reference</source>
            <translation>Reference</translation>
        </message>
        <message>
            <source>The number it has in another system</source>
            <translation>The number it has in another system</translation>
        </message>
        <message>
            <source>New order</source>
            <translation>New order</translation>
        </message>
        <message>
            <source>Your role only reads orders</source>
            <translation>Your role only reads orders</translation>
        </message>
        <message>
            <source>Make the first one here. Sales of other tills appear as soon as they were sent.</source>
            <translation>Make the first one here. Sales of other tills appear as soon as they were sent.</translation>
        </message>
        <message>
            <source>From day</source>
            <translation>From day</translation>
        </message>
        <message>
            <source>To day</source>
            <translation>To day</translation>
        </message>
        <message>
            <source>Till</source>
            <translation>Till</translation>
        </message>
        <message>
            <source>Its number: 1 for T01</source>
            <translation>Its number: 1 for T01</translation>
        </message>
        <message>
            <source>Staff</source>
            <translation>Staff</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::OwnerPage</name>
        <message>
            <source>This is not an e-mail address.</source>
            <translation>This is not an e-mail address.</translation>
        </message>
        <message numerus="yes">
            <source>At least %n characters.</source>
            <translation>
                <numerusform>At least %n character.</numerusform>
                <numerusform>At least %n characters.</numerusform>
            </translation>
        </message>
        <message>
            <source>Owner account</source>
            <translation>Owner account</translation>
        </message>
        <message>
            <source>The owner may do everything and invites the others. There is no other way in, so keep the password in a safe place.</source>
            <translation>The owner may do everything and invites the others. There is no other way in, so keep the password in a safe place.</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>Your name</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>You sign in with it</source>
            <translation>You sign in with it</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Password</translation>
        </message>
        <message numerus="yes">
            <source>At least %n characters. A few words in a row are easy to keep in mind.</source>
            <translation>
                <numerusform>At least %n character. A few words in a row are easy to keep in mind.</numerusform>
                <numerusform>At least %n characters. A few words in a row are easy to keep in mind.</numerusform>
            </translation>
        </message>
        <message>
            <source>Show the password</source>
            <translation>Show the password</translation>
        </message>
        <message>
            <source>Hide the password</source>
            <translation>Hide the password</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::PaneHead</name>
        <message>
            <source>Close  (Esc)</source>
            <translation>Close  (Esc)</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ParkedModel</name>
        <message>
            <source>Event</source>
            <translation>Event</translation>
        </message>
        <message>
            <source>For</source>
            <translation>For</translation>
        </message>
        <message>
            <source>Laid aside</source>
            <translation>Laid aside</translation>
        </message>
        <message>
            <source>Tries</source>
            <translation>Tries</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Why</translation>
        </message>
        <message>
            <source>Asked for again: %1</source>
            <translation>Asked for again: %1</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::PartWords</name>
        <message>
            <source>Database (PostgreSQL)</source>
            <translation>Database (PostgreSQL)</translation>
        </message>
        <message>
            <source>Events (Kafka)</source>
            <translation>Events (Kafka)</translation>
        </message>
        <message>
            <source>Cache and limits (Redis)</source>
            <translation>Cache and limits (Redis)</translation>
        </message>
        <message>
            <source>Mail (SMTP)</source>
            <translation>Mail (SMTP)</translation>
        </message>
        <message>
            <source>Embedded, version %1</source>
            <translation>Embedded, version %1</translation>
        </message>
        <message>
            <source>Elsewhere, version %1</source>
            <translation>Elsewhere, version %1</translation>
        </message>
        <message>
            <source>Elsewhere: %1</source>
            <translation>Elsewhere: %1</translation>
        </message>
        <message>
            <source>Embedded: events are delivered inside the server</source>
            <translation>Embedded: events are delivered inside the server</translation>
        </message>
        <message>
            <source>Embedded: in the server's memory</source>
            <translation>Embedded: in the server's memory</translation>
        </message>
        <message>
            <source>Embedded: the key file %1</source>
            <translation>Embedded: the key file %1</translation>
        </message>
        <message>
            <source>Not set: mails are kept and shown in Settings</source>
            <translation>Not set: mails are kept and shown in Settings</translation>
        </message>
        <message>
            <source>Embedded</source>
            <translation>Embedded</translation>
        </message>
        <message>
            <source>The one door to all services</source>
            <translation>The one door to all services</translation>
        </message>
        <message>
            <source>Sign-in, sessions, PINs</source>
            <translation>Sign-in, sessions, PINs</translation>
        </message>
        <message>
            <source>Staff and invitations</source>
            <translation>Staff and invitations</translation>
        </message>
        <message>
            <source>The shop, its settings, backups</source>
            <translation>The shop, its settings, backups</translation>
        </message>
        <message>
            <source>Products, stock, imports</source>
            <translation>Products, stock, imports</translation>
        </message>
        <message>
            <source>Sales, refunds, receipts, reports</source>
            <translation>Sales, refunds, receipts, reports</translation>
        </message>
        <message>
            <source>Mails</source>
            <translation>Mails</translation>
        </message>
        <message>
            <source>Who did what, and when</source>
            <translation>Who did what, and when</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Keys</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::PartsModel</name>
        <message>
            <source>Part</source>
            <translation>Part</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>Now</translation>
        </message>
        <message>
            <source>Set to use another</source>
            <translation>Set to use another</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::PartsSection</name>
        <message>
            <source>Embedded and elsewhere</source>
            <translation>Embedded and elsewhere</translation>
        </message>
        <message>
            <source>Each part is embedded until its setting names one that runs elsewhere. Settings stand in settings.env of the data folder, and hold from the next start on.</source>
            <translation>Each part is embedded until its setting names one that runs elsewhere. Settings stand in settings.env of the data folder, and hold from the next start on.</translation>
        </message>
        <message>
            <source>Parts of the server</source>
            <translation>Parts of the server</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::PayDialog</name>
        <message>
            <source>Take a payment</source>
            <translation>Take a payment</translation>
        </message>
        <message>
            <source>Take the payment</source>
            <translation>Take the payment</translation>
        </message>
        <message>
            <source>Write what was received</source>
            <translation>Write what was received</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::PaymentForm</name>
        <message>
            <source>More than nothing.</source>
            <translation>More than nothing.</translation>
        </message>
        <message>
            <source>More than is left to pay.</source>
            <translation>More than is left to pay.</translation>
        </message>
        <message>
            <source>Nothing is left to pay in cash.</source>
            <translation>Nothing is left to pay in cash.</translation>
        </message>
        <message>
            <source>Rounding of cash</source>
            <translation>Rounding of cash</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>Left to pay</source>
            <translation>Left to pay</translation>
        </message>
        <message>
            <source>Cash received</source>
            <translation>Cash received</translation>
        </message>
        <message>
            <source>Transfer</source>
            <translation>Transfer</translation>
        </message>
        <message>
            <source>Exact cash</source>
            <translation>Exact cash</translation>
        </message>
        <message>
            <source>Rest by transfer</source>
            <translation>Rest by transfer</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::PhotoBox</name>
        <message>
            <source>This is no picture that can be read. JPEG, PNG and WebP can.</source>
            <translation>This is no picture that can be read. JPEG, PNG and WebP can.</translation>
        </message>
        <message>
            <source>Choose a photo</source>
            <translation>Choose a photo</translation>
        </message>
        <message>
            <source>Pictures (*.jpg *.jpeg *.png *.webp)</source>
            <translation>Pictures (*.jpg *.jpeg *.png *.webp)</translation>
        </message>
        <message>
            <source>There is no picture in the clipboard.</source>
            <translation>There is no picture in the clipboard.</translation>
        </message>
        <message>
            <source>The file cannot be opened.</source>
            <translation>The file cannot be opened.</translation>
        </message>
        <message>
            <source>The file is too large.</source>
            <translation>The file is too large.</translation>
        </message>
        <message>
            <source>Drop a picture here, or paste one.</source>
            <translation>Drop a picture here, or paste one.</translation>
        </message>
        <message>
            <source>Being saved</source>
            <translation>Being saved</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Paste</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Remove</translation>
        </message>
        <message>
            <source>Photo of the product</source>
            <translation>Photo of the product</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ProductEditor</name>
        <message>
            <source>Nothing was saved. What you typed is still here.</source>
            <translation>Nothing was saved. What you typed is still here.</translation>
        </message>
        <message>
            <source>Being saved</source>
            <translation>Being saved</translation>
        </message>
        <message>
            <source>Nothing was changed</source>
            <translation>Nothing was changed</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Restore</translation>
        </message>
        <message>
            <source>Archive</source>
            <translation>Archive</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Discard</translation>
        </message>
        <message>
            <source>The newest version is not here yet</source>
            <translation>The newest version is not here yet</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ProductFinder</name>
        <message>
            <source>No product has the barcode %1.</source>
            <translation>No product has the barcode %1.</translation>
        </message>
        <message>
            <source>Not added: %1</source>
            <translation>Not added: %1</translation>
        </message>
        <message>
            <source>Nothing has this name, SKU or barcode.</source>
            <translation>Nothing has this name, SKU or barcode.</translation>
        </message>
        <message>
            <source>Scan or search</source>
            <translation>Scan or search</translation>
        </message>
        <message>
            <source>Barcode, SKU or name</source>
            <translation>Barcode, SKU or name</translation>
        </message>
        <message>
            <source>Products that match</source>
            <translation>Products that match</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Retry</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ProductForm</name>
        <message>
            <source>Barcodes</source>
            <translation>Barcodes</translation>
        </message>
        <message>
            <source>None</source>
            <translation>None</translation>
        </message>
        <message>
            <source>This is needed.</source>
            <translation>This is needed.</translation>
        </message>
        <message>
            <source>This cannot be less than zero.</source>
            <translation>This cannot be less than zero.</translation>
        </message>
        <message>
            <source>A number from zero on, such as 12.</source>
            <translation>A number from zero on, such as 12.</translation>
        </message>
        <message>
            <source>Standard</source>
            <translation>Standard</translation>
        </message>
        <message>
            <source>Goods</source>
            <translation>Goods</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Service</translation>
        </message>
        <message>
            <source>As the shop does</source>
            <translation>As the shop does</translation>
        </message>
        <message>
            <source>Sell below zero</source>
            <translation>Sell below zero</translation>
        </message>
        <message>
            <source>Sell and warn</source>
            <translation>Sell and warn</translation>
        </message>
        <message>
            <source>Do not sell</source>
            <translation>Do not sell</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>SKU</source>
            <translation>SKU</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Category</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>Price</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>Cost</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>On hand</translation>
        </message>
        <message>
            <source>Changes with sales and receipts</source>
            <translation>Changes with sales and receipts</translation>
        </message>
        <message>
            <source>Low at</source>
            <translation>Low at</translation>
        </message>
        <message>
            <source>Empty: never low</source>
            <translation>Empty: never low</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Unit</translation>
        </message>
        <message>
            <source>What one of it is</source>
            <translation>What one of it is</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>Bought in</source>
            <translation>Bought in</translation>
        </message>
        <message>
            <source>Tax class</source>
            <translation>Tax class</translation>
        </message>
        <message>
            <source>When it runs out</source>
            <translation>When it runs out</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>Description</translation>
        </message>
        <message>
            <source>Why so many?</source>
            <translation>Why so many?</translation>
        </message>
        <message>
            <source>Receive</source>
            <translation>Receive</translation>
        </message>
        <message>
            <source>Put right</source>
            <translation>Put right</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ProductHead</name>
        <message>
            <source>New product</source>
            <translation>New product</translation>
        </message>
        <message>
            <source>Not saved yet</source>
            <translation>Not saved yet</translation>
        </message>
        <message>
            <source>%1 · v%2</source>
            <translation>%1 · v%2</translation>
        </message>
        <message>
            <source>Unsaved changes</source>
            <translation>Unsaved changes</translation>
        </message>
        <message>
            <source>Close  (Esc)</source>
            <translation>Close  (Esc)</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Details</translation>
        </message>
        <message>
            <source>Variants</source>
            <translation>Variants</translation>
        </message>
        <message>
            <source>Parts of the product</source>
            <translation>Parts of the product</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ProductsModel</name>
        <message>
            <source>Archived</source>
            <translation>Archived</translation>
        </message>
        <message>
            <source>Not counted</source>
            <translation>Not counted</translation>
        </message>
        <message>
            <source>Below zero</source>
            <translation>Below zero</translation>
        </message>
        <message>
            <source>Sold out</source>
            <translation>Sold out</translation>
        </message>
        <message>
            <source>Low</source>
            <translation>Low</translation>
        </message>
        <message>
            <source>In stock</source>
            <translation>In stock</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>Product</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Category</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>Price</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>On hand</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>SKU</source>
            <translation>SKU</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Barcode</source>
            <translation>Barcode</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>Cost</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Unit</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Type</translation>
        </message>
        <message>
            <source>Stock</source>
            <translation>Stock</translation>
        </message>
        <message>
            <source>Low stock</source>
            <translation>Low stock</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ProductsPanel</name>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>Active</translation>
        </message>
        <message>
            <source>Archived</source>
            <translation>Archived</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Category</translation>
        </message>
        <message>
            <source>Save the changes?</source>
            <translation>Save the changes?</translation>
        </message>
        <message>
            <source>This product has changes that are not saved yet.</source>
            <translation>This product has changes that are not saved yet.</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Discard</translation>
        </message>
        <message>
            <source>Keep editing</source>
            <translation>Keep editing</translation>
        </message>
        <message>
            <source>Product made.</source>
            <translation>Product made.</translation>
        </message>
        <message>
            <source>Saved.</source>
            <translation>Saved.</translation>
        </message>
        <message>
            <source>Products</source>
            <translation>Products</translation>
        </message>
        <message>
            <source>What %1 sells, its prices and its stock</source>
            <translation>What %1 sells, its prices and its stock</translation>
        </message>
        <message>
            <source>New product</source>
            <translation>New product</translation>
        </message>
        <message>
            <source>Name, SKU or barcode</source>
            <translation>Name, SKU or barcode</translation>
        </message>
        <message>
            <source>No products yet</source>
            <translation>No products yet</translation>
        </message>
        <message>
            <source>Make the first one here. It can be sold as soon as it has a name, an SKU and a price.</source>
            <translation>Make the first one here. It can be sold as soon as it has a name, an SKU and a price.</translation>
        </message>
        <message>
            <source>Your role only reads products</source>
            <translation>Your role only reads products</translation>
        </message>
        <message>
            <source>Stock</source>
            <translation>Stock</translation>
        </message>
        <message>
            <source>Only low</source>
            <translation>Only low</translation>
        </message>
        <message>
            <source>Choose products in the list first</source>
            <translation>Choose products in the list first</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>Labels</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ReceiptLinesModel</name>
        <message>
            <source>Too large</source>
            <translation>Too large</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>Product</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>Quantity</translation>
        </message>
        <message>
            <source>Cost each</source>
            <translation>Cost each</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>Total</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ReceiptView</name>
        <message>
            <source>Receipt copied.</source>
            <translation>Receipt copied.</translation>
        </message>
        <message>
            <source>There is no receipt yet</source>
            <translation>There is no receipt yet</translation>
        </message>
        <message>
            <source>Save the receipt</source>
            <translation>Save the receipt</translation>
        </message>
        <message>
            <source>PDF documents (*.pdf)</source>
            <translation>PDF documents (*.pdf)</translation>
        </message>
        <message>
            <source>Receipt saved.</source>
            <translation>Receipt saved.</translation>
        </message>
        <message>
            <source>The file could not be written: %1</source>
            <translation>The file could not be written: %1</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Retry</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>Save PDF</source>
            <translation>Save PDF</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copy</translation>
        </message>
        <message>
            <source>Receipt</source>
            <translation>Receipt</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ReceivePage</name>
        <message>
            <source>A number above zero, such as 12.</source>
            <translation>A number above zero, such as 12.</translation>
        </message>
        <message>
            <source>This cannot be less than zero.</source>
            <translation>This cannot be less than zero.</translation>
        </message>
        <message>
            <source>Nothing was entered. The lines are still here.</source>
            <translation>Nothing was entered. The lines are still here.</translation>
        </message>
        <message numerus="yes">
            <source>%n products</source>
            <translation>
                <numerusform>%n product</numerusform>
                <numerusform>%n products</numerusform>
            </translation>
        </message>
        <message>
            <source>The goods are in stock</source>
            <translation>The goods are in stock</translation>
        </message>
        <message>
            <source>%1, %2 in all, for %3.</source>
            <translation>%1, %2 in all, for %3.</translation>
        </message>
        <message>
            <source>%1, %2 in all, for %3. Reference: %4.</source>
            <translation>%1, %2 in all, for %3. Reference: %4.</translation>
        </message>
        <message>
            <source>Too large</source>
            <translation>Too large</translation>
        </message>
        <message>
            <source>Being entered</source>
            <translation>Being entered</translation>
        </message>
        <message>
            <source>Try again above first</source>
            <translation>Try again above first</translation>
        </message>
        <message>
            <source>Scan or search what came in</source>
            <translation>Scan or search what came in</translation>
        </message>
        <message>
            <source>Some scanned codes are still looked up</source>
            <translation>Some scanned codes are still looked up</translation>
        </message>
        <message>
            <source>One of the lines has no valid quantity or cost</source>
            <translation>One of the lines has no valid quantity or cost</translation>
        </message>
        <message numerus="yes">
            <source>%n lines of this delivery are not entered yet.</source>
            <translation>
                <numerusform>%n line of this delivery is not entered yet.</numerusform>
                <numerusform>%n lines of this delivery are not entered yet.</numerusform>
            </translation>
        </message>
        <message>
            <source>Scan, or search by name, SKU or barcode</source>
            <translation>Scan, or search by name, SKU or barcode</translation>
        </message>
        <message>
            <source>Lines of the delivery</source>
            <translation>Lines of the delivery</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>Quantity</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Unit</translation>
        </message>
        <message>
            <source>Cost of one</source>
            <translation>Cost of one</translation>
        </message>
        <message>
            <source>Empty: at the average cost</source>
            <translation>Empty: at the average cost</translation>
        </message>
        <message>
            <source>Supplier's reference</source>
            <translation>Supplier's reference</translation>
        </message>
        <message>
            <source>For example the number of the invoice</source>
            <translation>For example the number of the invoice</translation>
        </message>
        <message>
            <source>Remove this line</source>
            <translation>Remove this line</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>Total</translation>
        </message>
        <message>
            <source>Take into stock</source>
            <translation>Take into stock</translation>
        </message>
        <message>
            <source>Print labels</source>
            <translation>Print labels</translation>
        </message>
        <message>
            <source>Receive more</source>
            <translation>Receive more</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::RefundDialog</name>
        <message>
            <source>Refund of %1</source>
            <translation>Refund of %1</translation>
        </message>
        <message>
            <source>All that is left</source>
            <translation>All that is left</translation>
        </message>
        <message>
            <source>Given back by</source>
            <translation>Given back by</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>Refund</source>
            <translation>Refund</translation>
        </message>
        <message>
            <source>A quantity needs a correction</source>
            <translation>A quantity needs a correction</translation>
        </message>
        <message>
            <source>Write how much comes back</source>
            <translation>Write how much comes back</translation>
        </message>
        <message>
            <source>Say why: it stays with the refund.</source>
            <translation>Say why: it stays with the refund.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::RefundLines</name>
        <message>
            <source>At most %1 is left of it.</source>
            <translation>At most %1 is left of it.</translation>
        </message>
        <message>
            <source>Back to stock</source>
            <translation>Back to stock</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::RestoreDialog</name>
        <message>
            <source>Restore a backup</source>
            <translation>Restore a backup</translation>
        </message>
        <message>
            <source>Go back to %1?</source>
            <translation>Go back to %1?</translation>
        </message>
        <message>
            <source>Everything that was sold, received and changed since then is no longer in the shop. Everybody is signed out, tills too. The database of now is kept beside, in the data folder, and the keys stay as they are.</source>
            <translation>Everything that was sold, received and changed since then is no longer in the shop. Everybody is signed out, tills too. The database of now is kept beside, in the data folder, and the keys stay as they are.</translation>
        </message>
        <message>
            <source>To go on type the shop's short name: %1</source>
            <translation>To go on type the shop's short name: %1</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Restore</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>Type the short name first</source>
            <translation>Type the short name first</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::RoleWords</name>
        <message>
            <source>Owner</source>
            <translation>Owner</translation>
        </message>
        <message>
            <source>Manager</source>
            <translation>Manager</translation>
        </message>
        <message>
            <source>Cashier</source>
            <translation>Cashier</translation>
        </message>
        <message>
            <source>Privacy officer</source>
            <translation>Privacy officer</translation>
        </message>
        <message>
            <source>Everything, also staff, settings and backups</source>
            <translation>Everything, also staff, settings and backups</translation>
        </message>
        <message>
            <source>Runs the day: sales, products, stock, reports</source>
            <translation>Runs the day: sales, products, stock, reports</translation>
        </message>
        <message>
            <source>Sells, and looks up products and stock</source>
            <translation>Sells, and looks up products and stock</translation>
        </message>
        <message>
            <source>Reads the audit trail; no sales</source>
            <translation>Reads the audit trail; no sales</translation>
        </message>
        <message>
            <source>See sales and receipts</source>
            <translation>See sales and receipts</translation>
        </message>
        <message>
            <source>Sell and take payments</source>
            <translation>Sell and take payments</translation>
        </message>
        <message>
            <source>Void a sale</source>
            <translation>Void a sale</translation>
        </message>
        <message>
            <source>Refund a sale</source>
            <translation>Refund a sale</translation>
        </message>
        <message>
            <source>Approve at another till, by PIN</source>
            <translation>Approve at another till, by PIN</translation>
        </message>
        <message>
            <source>Look up products and prices</source>
            <translation>Look up products and prices</translation>
        </message>
        <message>
            <source>Add and change products and prices</source>
            <translation>Add and change products and prices</translation>
        </message>
        <message>
            <source>See the stock</source>
            <translation>See the stock</translation>
        </message>
        <message>
            <source>Receive, count and correct stock</source>
            <translation>Receive, count and correct stock</translation>
        </message>
        <message>
            <source>Import products and past sales</source>
            <translation>Import products and past sales</translation>
        </message>
        <message>
            <source>See revenue and reports</source>
            <translation>See revenue and reports</translation>
        </message>
        <message>
            <source>See the staff</source>
            <translation>See the staff</translation>
        </message>
        <message>
            <source>Invite, change and suspend staff</source>
            <translation>Invite, change and suspend staff</translation>
        </message>
        <message>
            <source>See the shop's settings</source>
            <translation>See the shop's settings</translation>
        </message>
        <message>
            <source>Change the shop's settings and taxes</source>
            <translation>Change the shop's settings and taxes</translation>
        </message>
        <message>
            <source>See which mails were sent</source>
            <translation>See which mails were sent</translation>
        </message>
        <message>
            <source>Read and send the shop's mails</source>
            <translation>Read and send the shop's mails</translation>
        </message>
        <message>
            <source>Read the audit trail</source>
            <translation>Read the audit trail</translation>
        </message>
        <message>
            <source>See services, health and logs</source>
            <translation>See services, health and logs</translation>
        </message>
        <message>
            <source>Back up, restore and run the server</source>
            <translation>Back up, restore and run the server</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::RolesModel</name>
        <message>
            <source>Yes</source>
            <translation>Yes</translation>
        </message>
        <message>
            <source>No</source>
            <translation>No</translation>
        </message>
        <message>
            <source>May</source>
            <translation>May</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SaleCheckout</name>
        <message>
            <source>There is nothing to sell yet</source>
            <translation>There is nothing to sell yet</translation>
        </message>
        <message>
            <source>The prices are on their way</source>
            <translation>The prices are on their way</translation>
        </message>
        <message>
            <source>The payment does not cover the order yet</source>
            <translation>The payment does not cover the order yet</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>Reason for the discount</source>
            <translation>Reason for the discount</translation>
        </message>
        <message>
            <source>Complete the sale</source>
            <translation>Complete the sale</translation>
        </message>
        <message>
            <source>Order now, pay later</source>
            <translation>Order now, pay later</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SaleLinesModel</name>
        <message>
            <source>Item</source>
            <translation>Item</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>Quantity</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>Price</translation>
        </message>
        <message>
            <source>Discount</source>
            <translation>Discount</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>Total</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SaleLinesView</name>
        <message>
            <source>A quantity is more than nothing. Del takes the line away.</source>
            <translation>A quantity is more than nothing. Del takes the line away.</translation>
        </message>
        <message>
            <source>A discount cannot be below nothing.</source>
            <translation>A discount cannot be below nothing.</translation>
        </message>
        <message>
            <source>It was sent already</source>
            <translation>It was sent already</translation>
        </message>
        <message>
            <source>Choose a line first</source>
            <translation>Choose a line first</translation>
        </message>
        <message>
            <source>Lines of the order</source>
            <translation>Lines of the order</translation>
        </message>
        <message>
            <source>Scan the first item</source>
            <translation>Scan the first item</translation>
        </message>
        <message>
            <source>Or search by name, SKU or barcode above. Enter in the empty field goes on to paying.</source>
            <translation>Or search by name, SKU or barcode above. Enter in the empty field goes on to paying.</translation>
        </message>
        <message>
            <source>One more  (+)</source>
            <translation>One more  (+)</translation>
        </message>
        <message>
            <source>One fewer  (−)</source>
            <translation>One fewer  (−)</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>Quantity</translation>
        </message>
        <message>
            <source>Discount</source>
            <translation>Discount</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Remove</translation>
        </message>
        <message>
            <source>This quantity cannot be read. Write it as in %1.</source>
            <translation>This quantity cannot be read. Write it as in %1.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SalePage</name>
        <message>
            <source>The order has no prices yet.</source>
            <translation>The order has no prices yet.</translation>
        </message>
        <message>
            <source>Some lines cannot be sold.</source>
            <translation>Some lines cannot be sold.</translation>
        </message>
        <message>
            <source>Nobody knows yet whether it was sold. Send it again: it is never sold twice.</source>
            <translation>Nobody knows yet whether it was sold. Send it again: it is never sold twice.</translation>
        </message>
        <message>
            <source>Order held.</source>
            <translation>Order held.</translation>
        </message>
        <message>
            <source>One moment</source>
            <translation>One moment</translation>
        </message>
        <message>
            <source>It was sent already: send it again or look in Orders</source>
            <translation>It was sent already: send it again or look in Orders</translation>
        </message>
        <message>
            <source>There is nothing to hold yet</source>
            <translation>There is nothing to hold yet</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Send again</translation>
        </message>
        <message>
            <source>Show theirs</source>
            <translation>Show theirs</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Retry</translation>
        </message>
        <message>
            <source>Keep mine</source>
            <translation>Keep mine</translation>
        </message>
        <message>
            <source>Look in Orders</source>
            <translation>Look in Orders</translation>
        </message>
        <message>
            <source>Not enough in stock</source>
            <translation>Not enough in stock</translation>
        </message>
        <message>
            <source>Prices have changed.</source>
            <translation>Prices have changed.</translation>
        </message>
        <message>
            <source>The order shows the new ones. Look again, then complete it.</source>
            <translation>The order shows the new ones. Look again, then complete it.</translation>
        </message>
        <message>
            <source>Somebody else changed this held order meanwhile.</source>
            <translation>Somebody else changed this held order meanwhile.</translation>
        </message>
        <message>
            <source>Take theirs, or go on with what stands here.</source>
            <translation>Take theirs, or go on with what stands here.</translation>
        </message>
        <message>
            <source>This order is not sold yet</source>
            <translation>This order is not sold yet</translation>
        </message>
        <message>
            <source>Hold it to go on with it later, on any till.</source>
            <translation>Hold it to go on with it later, on any till.</translation>
        </message>
        <message>
            <source>Hold</source>
            <translation>Hold</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Discard</translation>
        </message>
        <message>
            <source>Go on selling</source>
            <translation>Go on selling</translation>
        </message>
        <message>
            <source>New order</source>
            <translation>New order</translation>
        </message>
        <message>
            <source>Scan or search, then take the payment</source>
            <translation>Scan or search, then take the payment</translation>
        </message>
        <message>
            <source>Taken up: %1</source>
            <translation>Taken up: %1</translation>
        </message>
        <message>
            <source>Held orders</source>
            <translation>Held orders</translation>
        </message>
        <message>
            <source>Close  (Esc)</source>
            <translation>Close  (Esc)</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SecretForm</name>
        <message>
            <source>Four to eight digits.</source>
            <translation>Four to eight digits.</translation>
        </message>
        <message numerus="yes">
            <source>At least %n characters.</source>
            <translation>
                <numerusform>At least %n character.</numerusform>
                <numerusform>At least %n characters.</numerusform>
            </translation>
        </message>
        <message>
            <source>This is needed.</source>
            <translation>This is needed.</translation>
        </message>
        <message>
            <source>PIN</source>
            <translation>PIN</translation>
        </message>
        <message>
            <source>You have one. With it you approve at somebody else's till.</source>
            <translation>You have one. With it you approve at somebody else's till.</translation>
        </message>
        <message>
            <source>You have none. With it you approve at somebody else's till.</source>
            <translation>You have none. With it you approve at somebody else's till.</translation>
        </message>
        <message>
            <source>New PIN</source>
            <translation>New PIN</translation>
        </message>
        <message>
            <source>Four to eight digits</source>
            <translation>Four to eight digits</translation>
        </message>
        <message>
            <source>Change the PIN</source>
            <translation>Change the PIN</translation>
        </message>
        <message>
            <source>Set the PIN</source>
            <translation>Set the PIN</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>Changing it ends your sessions on other computers.</source>
            <translation>Changing it ends your sessions on other computers.</translation>
        </message>
        <message>
            <source>New password</source>
            <translation>New password</translation>
        </message>
        <message numerus="yes">
            <source>At least %n characters</source>
            <translation>
                <numerusform>At least %n character</numerusform>
                <numerusform>At least %n characters</numerusform>
            </translation>
        </message>
        <message>
            <source>Change the password</source>
            <translation>Change the password</translation>
        </message>
        <message>
            <source>Your password now</source>
            <translation>Your password now</translation>
        </message>
        <message>
            <source>Show what is typed</source>
            <translation>Show what is typed</translation>
        </message>
        <message>
            <source>Hide what is typed</source>
            <translation>Hide what is typed</translation>
        </message>
        <message>
            <source>Being saved</source>
            <translation>Being saved</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SellingSection</name>
        <message>
            <source>Saved. It holds from the next sale on.</source>
            <translation>Saved. It holds from the next sale on.</translation>
        </message>
        <message>
            <source>A percentage from 0 to 100, such as 7.5.</source>
            <translation>A percentage from 0 to 100, such as 7.5.</translation>
        </message>
        <message>
            <source>Nothing was changed</source>
            <translation>Nothing was changed</translation>
        </message>
        <message>
            <source>Not rounded</source>
            <translation>Not rounded</translation>
        </message>
        <message>
            <source>To %1</source>
            <translation>To %1</translation>
        </message>
        <message>
            <source>Sell all the same</source>
            <translation>Sell all the same</translation>
        </message>
        <message>
            <source>Sell, and warn</source>
            <translation>Sell, and warn</translation>
        </message>
        <message>
            <source>Do not sell</source>
            <translation>Do not sell</translation>
        </message>
        <message>
            <source>On each line</source>
            <translation>On each line</translation>
        </message>
        <message>
            <source>On the whole receipt</source>
            <translation>On the whole receipt</translation>
        </message>
        <message>
            <source>Receipts</source>
            <translation>Receipts</translation>
        </message>
        <message>
            <source>Rounding, discounts and stock</source>
            <translation>Rounding, discounts and stock</translation>
        </message>
        <message>
            <source>So it is printed</source>
            <translation>So it is printed</translation>
        </message>
        <message>
            <source>Head</source>
            <translation>Head</translation>
        </message>
        <message>
            <source>Below the name: address, telephone, tax number</source>
            <translation>Below the name: address, telephone, tax number</translation>
        </message>
        <message>
            <source>Foot</source>
            <translation>Foot</translation>
        </message>
        <message>
            <source>Such as thanks, opening hours, how to exchange</source>
            <translation>Such as thanks, opening hours, how to exchange</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>Paper</translation>
        </message>
        <message>
            <source>Language of receipts</source>
            <translation>Language of receipts</translation>
        </message>
        <message>
            <source>Round cash</source>
            <translation>Round cash</translation>
        </message>
        <message>
            <source>Cash payments alone, as a line of its own</source>
            <translation>Cash payments alone, as a line of its own</translation>
        </message>
        <message>
            <source>Round taxes</source>
            <translation>Round taxes</translation>
        </message>
        <message>
            <source>A cashier's discount, in % at most</source>
            <translation>A cashier's discount, in % at most</translation>
        </message>
        <message>
            <source>More needs an approval by PIN</source>
            <translation>More needs an approval by PIN</translation>
        </message>
        <message>
            <source>A manager's discount, in % at most</source>
            <translation>A manager's discount, in % at most</translation>
        </message>
        <message>
            <source>When the stock does not suffice</source>
            <translation>When the stock does not suffice</translation>
        </message>
        <message>
            <source>For products that do not say it themselves</source>
            <translation>For products that do not say it themselves</translation>
        </message>
        <message>
            <source>58 mm (32 characters)</source>
            <translation>58 mm (32 characters)</translation>
        </message>
        <message>
            <source>80 mm (48 characters)</source>
            <translation>80 mm (48 characters)</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Discard</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ServiceDetail</name>
        <message>
            <source>%1: ready</source>
            <translation>%1: ready</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>The server starts its own PostgreSQL again by itself, within seconds. When it stays away look at the space left on the disk, then at "posctl logs postgres". A database elsewhere has to be started there.</source>
            <translation>The server starts its own PostgreSQL again by itself, within seconds. When it stays away look at the space left on the disk, then at "posctl logs postgres". A database elsewhere has to be started there.</translation>
        </message>
        <message>
            <source>The key file cannot be used. Put your copy of it back to its place, readable by the server alone. Without it personal data stays unreadable; sales go on.</source>
            <translation>The key file cannot be used. Put your copy of it back to its place, readable by the server alone. Without it personal data stays unreadable; sales go on.</translation>
        </message>
        <message>
            <source>The mail server does not answer as it should. Mails wait and go out later by themselves. Look at SMTP_HOST, SMTP_PORT and the sign-in in settings.env.</source>
            <translation>The mail server does not answer as it should. Mails wait and go out later by themselves. Look at SMTP_HOST, SMTP_PORT and the sign-in in settings.env.</translation>
        </message>
        <message>
            <source>Start that service, or mend its address in settings.env, then start this one again.</source>
            <translation>Start that service, or mend its address in settings.env, then start this one again.</translation>
        </message>
        <message>
            <source>Healthy</source>
            <translation>Healthy</translation>
        </message>
        <message>
            <source>Not ready</source>
            <translation>Not ready</translation>
        </message>
        <message>
            <source>None since it was started.</source>
            <translation>None since it was started.</translation>
        </message>
        <message>
            <source>It stands on</source>
            <translation>It stands on</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>What to do</translation>
        </message>
        <message>
            <source>Last error</source>
            <translation>Last error</translation>
        </message>
        <message>
            <source>Its log</source>
            <translation>Its log</translation>
        </message>
        <message>
            <source>Kafka does not answer. Sales go on; events wait and leave in their order by themselves when it is back. Look at KAFKA_BROKERS and the sign-in in settings.env.</source>
            <translation>Kafka does not answer. Sales go on; events wait and leave in their order by themselves when it is back. Look at KAFKA_BROKERS and the sign-in in settings.env.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ServicesModel</name>
        <message>
            <source>Service</source>
            <translation>Service</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Address</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>Since</translation>
        </message>
        <message>
            <source>Last error</source>
            <translation>Last error</translation>
        </message>
        <message>
            <source>Health</source>
            <translation>Health</translation>
        </message>
        <message>
            <source>None</source>
            <translation>None</translation>
        </message>
        <message>
            <source>Healthy</source>
            <translation>Healthy</translation>
        </message>
        <message>
            <source>Not ready</source>
            <translation>Not ready</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ServicesPanel</name>
        <message>
            <source>You see how it was a moment ago.</source>
            <translation>You see how it was a moment ago.</translation>
        </message>
        <message>
            <source>The event is tried again.</source>
            <translation>The event is tried again.</translation>
        </message>
        <message>
            <source>Version %1, running since %2. Events waiting: %3, laid aside: %4. Mails waiting: %5, failed: %6.</source>
            <translation>Version %1, running since %2. Events waiting: %3, laid aside: %4. Mails waiting: %5, failed: %6.</translation>
        </message>
        <message>
            <source>A service could not take these. The others went on. When the cause is mended, have them tried again.</source>
            <translation>A service could not take these. The others went on. When the cause is mended, have them tried again.</translation>
        </message>
        <message>
            <source>Nothing lies aside: every event reached who it was for.</source>
            <translation>Nothing lies aside: every event reached who it was for.</translation>
        </message>
        <message>
            <source>Only an owner does this</source>
            <translation>Only an owner does this</translation>
        </message>
        <message>
            <source>Choose an event first</source>
            <translation>Choose an event first</translation>
        </message>
        <message>
            <source>Laid aside (%1)</source>
            <translation>Laid aside (%1)</translation>
        </message>
        <message>
            <source>Laid aside</source>
            <translation>Laid aside</translation>
        </message>
        <message>
            <source>Services</source>
            <translation>Services</translation>
        </message>
        <message>
            <source>How the server is, and what to do when it is not well</source>
            <translation>How the server is, and what to do when it is not well</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Log</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Retry</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Try again</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SessionList</name>
        <message>
            <source>Terminal %1</source>
            <translation>Terminal %1</translation>
        </message>
        <message>
            <source>This window</source>
            <translation>This window</translation>
        </message>
        <message>
            <source>Last used %1</source>
            <translation>Last used %1</translation>
        </message>
        <message>
            <source>End</source>
            <translation>End</translation>
        </message>
        <message>
            <source>End the session at %1</source>
            <translation>End the session at %1</translation>
        </message>
        <message>
            <source>Not signed in anywhere now.</source>
            <translation>Not signed in anywhere now.</translation>
        </message>
        <message>
            <source>End all others</source>
            <translation>End all others</translation>
        </message>
        <message>
            <source>End all</source>
            <translation>End all</translation>
        </message>
        <message>
            <source>Signed in</source>
            <translation>Signed in</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SettingsPanel</name>
        <message>
            <source>Discard</source>
            <translation>Discard</translation>
        </message>
        <message>
            <source>Keep editing</source>
            <translation>Keep editing</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>Save the changes?</source>
            <translation>Save the changes?</translation>
        </message>
        <message>
            <source>These settings have changes that are not saved yet.</source>
            <translation>These settings have changes that are not saved yet.</translation>
        </message>
        <message>
            <source>Shop</source>
            <translation>Shop</translation>
        </message>
        <message>
            <source>Receipts and rounding</source>
            <translation>Receipts and rounding</translation>
        </message>
        <message>
            <source>Taxes</source>
            <translation>Taxes</translation>
        </message>
        <message>
            <source>Mail</source>
            <translation>Mail</translation>
        </message>
        <message>
            <source>Backup</source>
            <translation>Backup</translation>
        </message>
        <message>
            <source>This desktop</source>
            <translation>This desktop</translation>
        </message>
        <message>
            <source>Parts</source>
            <translation>Parts</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>Of %1 and of this desktop</source>
            <translation>Of %1 and of this desktop</translation>
        </message>
        <message>
            <source>Of %1; only an owner changes them</source>
            <translation>Of %1; only an owner changes them</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SettingsSection</name>
        <message>
            <source>Being saved</source>
            <translation>Being saved</translation>
        </message>
        <message>
            <source>The newest version is not here yet</source>
            <translation>The newest version is not here yet</translation>
        </message>
        <message>
            <source>Nothing was changed</source>
            <translation>Nothing was changed</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ShopChoices</name>
        <message>
            <source>Rupiah (IDR)</source>
            <translation>Rupiah (IDR)</translation>
        </message>
        <message>
            <source>Pound sterling (GBP)</source>
            <translation>Pound sterling (GBP)</translation>
        </message>
        <message>
            <source>US dollar (USD)</source>
            <translation>US dollar (USD)</translation>
        </message>
        <message>
            <source>Euro (EUR)</source>
            <translation>Euro (EUR)</translation>
        </message>
        <message>
            <source>Singapore dollar (SGD)</source>
            <translation>Singapore dollar (SGD)</translation>
        </message>
        <message>
            <source>Malaysian ringgit (MYR)</source>
            <translation>Malaysian ringgit (MYR)</translation>
        </message>
        <message>
            <source>Australian dollar (AUD)</source>
            <translation>Australian dollar (AUD)</translation>
        </message>
        <message>
            <source>Japanese yen (JPY)</source>
            <translation>Japanese yen (JPY)</translation>
        </message>
        <message>
            <source>WIB, Jakarta and Bandung (UTC+7)</source>
            <translation>WIB, Jakarta and Bandung (UTC+7)</translation>
        </message>
        <message>
            <source>WITA, Makassar and Denpasar (UTC+8)</source>
            <translation>WITA, Makassar and Denpasar (UTC+8)</translation>
        </message>
        <message>
            <source>WIT, Jayapura (UTC+9)</source>
            <translation>WIT, Jayapura (UTC+9)</translation>
        </message>
        <message>
            <source>There it is %1, %2 now</source>
            <translation>There it is %1, %2 now</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ShopPage</name>
        <message>
            <source>Two to forty small letters and digits, with single hyphens between them.</source>
            <translation>Two to forty small letters and digits, with single hyphens between them.</translation>
        </message>
        <message>
            <source>Shop</source>
            <translation>Shop</translation>
        </message>
        <message>
            <source>The name stands on receipts and in mails. The currency decides how amounts are written, and cannot be changed once something was sold.</source>
            <translation>The name stands on receipts and in mails. The currency decides how amounts are written, and cannot be changed once something was sold.</translation>
        </message>
        <message>
            <source>Name of the shop</source>
            <translation>Name of the shop</translation>
        </message>
        <message>
            <source>Short name</source>
            <translation>Short name</translation>
        </message>
        <message>
            <source>For web addresses: small letters, digits, hyphens</source>
            <translation>For web addresses: small letters, digits, hyphens</translation>
        </message>
        <message>
            <source>Currency</source>
            <translation>Currency</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ShopSection</name>
        <message>
            <source>Saved.</source>
            <translation>Saved.</translation>
        </message>
        <message>
            <source>Nothing was changed</source>
            <translation>Nothing was changed</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>Time zone</translation>
        </message>
        <message>
            <source>The shop</source>
            <translation>The shop</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>On receipts and in mails. The address belongs into the receipt's head.</source>
            <translation>On receipts and in mails. The address belongs into the receipt's head.</translation>
        </message>
        <message>
            <source>Short name</source>
            <translation>Short name</translation>
        </message>
        <message>
            <source>Stands in order numbers, so it stays as it is</source>
            <translation>Stands in order numbers, so it stays as it is</translation>
        </message>
        <message>
            <source>Currency</source>
            <translation>Currency</translation>
        </message>
        <message>
            <source>Fixed once something was sold</source>
            <translation>Fixed once something was sold</translation>
        </message>
        <message>
            <source>Business day ends at</source>
            <translation>Business day ends at</translation>
        </message>
        <message>
            <source>From the next sale on; days that are over stay as they were</source>
            <translation>From the next sale on; days that are over stay as they were</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Discard</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SignInPage</name>
        <message>
            <source>Write your e-mail address.</source>
            <translation>Write your e-mail address.</translation>
        </message>
        <message>
            <source>Write your password.</source>
            <translation>Write your password.</translation>
        </message>
        <message>
            <source>Signing in</source>
            <translation>Signing in</translation>
        </message>
        <message>
            <source>You were signed out. Please sign in again.</source>
            <translation>You were signed out. Please sign in again.</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>Sign in</translation>
        </message>
        <message>
            <source>With the account of your shop.</source>
            <translation>With the account of your shop.</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>Show the password</source>
            <translation>Show the password</translation>
        </message>
        <message>
            <source>Hide the password</source>
            <translation>Hide the password</translation>
        </message>
        <message>
            <source>Forgot the password?</source>
            <translation>Forgot the password?</translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation>Dark or light</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>If an account has this address, a mail with a code is on its way. Where no mail server is set up, the shop's owner finds it in Settings.</source>
            <translation>If an account has this address, a mail with a code is on its way. Where no mail server is set up, the shop's owner finds it in Settings.</translation>
        </message>
        <message>
            <source>Shop</source>
            <translation>Shop</translation>
        </message>
        <message>
            <source>I was invited</source>
            <translation>I was invited</translation>
        </message>
        <message>
            <source>I have a code</source>
            <translation>I have a code</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SoldPage</name>
        <message>
            <source>Ordered, not paid yet</source>
            <translation>Ordered, not paid yet</translation>
        </message>
        <message>
            <source>Sold</source>
            <translation>Sold</translation>
        </message>
        <message>
            <source>Left to pay</source>
            <translation>Left to pay</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>Stock below zero: %1</source>
            <translation>Stock below zero: %1</translation>
        </message>
        <message>
            <source>New order</source>
            <translation>New order</translation>
        </message>
        <message>
            <source>Show in Orders</source>
            <translation>Show in Orders</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::StaffEditor</name>
        <message>
            <source>Saved.</source>
            <translation>Saved.</translation>
        </message>
        <message>
            <source>Session ended.</source>
            <translation>Session ended.</translation>
        </message>
        <message>
            <source>%1 has another role now and signs in again.</source>
            <translation>%1 has another role now and signs in again.</translation>
        </message>
        <message>
            <source>%1 is suspended and signed out.</source>
            <translation>%1 is suspended and signed out.</translation>
        </message>
        <message>
            <source>%1 may sign in again.</source>
            <translation>%1 may sign in again.</translation>
        </message>
        <message>
            <source>Suspend %1?</source>
            <translation>Suspend %1?</translation>
        </message>
        <message>
            <source>This is you. You are signed out at once, and another owner has to let you back in.</source>
            <translation>This is you. You are signed out at once, and another owner has to let you back in.</translation>
        </message>
        <message>
            <source>They are signed out at once and cannot sign in until you let them. Nothing is lost.</source>
            <translation>They are signed out at once and cannot sign in until you let them. Nothing is lost.</translation>
        </message>
        <message>
            <source>Suspend</source>
            <translation>Suspend</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>Remove %1?</source>
            <translation>Remove %1?</translation>
        </message>
        <message>
            <source>They are signed out at once and can never sign in with this account again. What they sold and did stays in the shop's records. To keep the account for later, suspend it instead.</source>
            <translation>They are signed out at once and can never sign in with this account again. What they sold and did stays in the shop's records. To keep the account for later, suspend it instead.</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Remove</translation>
        </message>
        <message>
            <source>%1 was removed.</source>
            <translation>%1 was removed.</translation>
        </message>
        <message>
            <source>Being saved</source>
            <translation>Being saved</translation>
        </message>
        <message>
            <source>The newest version is not here yet</source>
            <translation>The newest version is not here yet</translation>
        </message>
        <message>
            <source>Nothing was changed</source>
            <translation>Nothing was changed</translation>
        </message>
        <message>
            <source>Save or discard the changes first</source>
            <translation>Save or discard the changes first</translation>
        </message>
        <message>
            <source>Let back in</source>
            <translation>Let back in</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Role</translation>
        </message>
        <message>
            <source>Saving it signs them out everywhere.</source>
            <translation>Saving it signs them out everywhere.</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>They sign in with it</source>
            <translation>They sign in with it</translation>
        </message>
        <message>
            <source>Telephone</source>
            <translation>Telephone</translation>
        </message>
        <message>
            <source>Language of mails</source>
            <translation>Language of mails</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Save</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::StaffModel</name>
        <message>
            <source>Active</source>
            <translation>Active</translation>
        </message>
        <message>
            <source>Suspended</source>
            <translation>Suspended</translation>
        </message>
        <message>
            <source>Not confirmed</source>
            <translation>Not confirmed</translation>
        </message>
        <message>
            <source>Removed</source>
            <translation>Removed</translation>
        </message>
        <message>
            <source>Name erased</source>
            <translation>Name erased</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Role</translation>
        </message>
        <message>
            <source>PIN</source>
            <translation>PIN</translation>
        </message>
        <message>
            <source>Last seen</source>
            <translation>Last seen</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Set</source>
            <translation>Set</translation>
        </message>
        <message>
            <source>Not set</source>
            <translation>Not set</translation>
        </message>
        <message>
            <source>Not lately</source>
            <translation>Not lately</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::StaffPanel</name>
        <message>
            <source>Invitation made.</source>
            <translation>Invitation made.</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Discard</translation>
        </message>
        <message>
            <source>Keep editing</source>
            <translation>Keep editing</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>Leave the invitation?</source>
            <translation>Leave the invitation?</translation>
        </message>
        <message>
            <source>Save the changes?</source>
            <translation>Save the changes?</translation>
        </message>
        <message>
            <source>It was not sent yet.</source>
            <translation>It was not sent yet.</translation>
        </message>
        <message>
            <source>This person has changes that are not saved yet.</source>
            <translation>This person has changes that are not saved yet.</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Role</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>The whole address</source>
            <translation>The whole address</translation>
        </message>
        <message>
            <source>Staff</source>
            <translation>Staff</translation>
        </message>
        <message>
            <source>Who works at %1, and what they may do</source>
            <translation>Who works at %1, and what they may do</translation>
        </message>
        <message>
            <source>Invite</source>
            <translation>Invite</translation>
        </message>
        <message>
            <source>Only an owner invites staff</source>
            <translation>Only an owner invites staff</translation>
        </message>
        <message>
            <source>People</source>
            <translation>People</translation>
        </message>
        <message>
            <source>Invitations</source>
            <translation>Invitations</translation>
        </message>
        <message>
            <source>What roles may do</source>
            <translation>What roles may do</translation>
        </message>
        <message>
            <source>Nobody yet</source>
            <translation>Nobody yet</translation>
        </message>
        <message>
            <source>Invite the first person of your staff.</source>
            <translation>Invite the first person of your staff.</translation>
        </message>
        <message>
            <source>No open invitations</source>
            <translation>No open invitations</translation>
        </message>
        <message>
            <source>Who is invited appears here until they have chosen a password.</source>
            <translation>Who is invited appears here until they have chosen a password.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::StatusBar</name>
        <message>
            <source>Server running</source>
            <translation>Server running</translation>
        </message>
        <message numerus="yes">
            <source>Server not reached, next try in %n s</source>
            <translation>
                <numerusform>Server not reached, next try in %n s</numerusform>
                <numerusform>Server not reached, next try in %n s</numerusform>
            </translation>
        </message>
        <message>
            <source>Server not reached, trying</source>
            <translation>Server not reached, trying</translation>
        </message>
        <message>
            <source>Server not well: %1</source>
            <translation>Server not well: %1</translation>
        </message>
        <message>
            <source>%1, this computer only</source>
            <translation>%1, this computer only</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>No events waiting</source>
            <translation>No events waiting</translation>
        </message>
        <message numerus="yes">
            <source>%n events waiting</source>
            <translation>
                <numerusform>%n event waiting</numerusform>
                <numerusform>%n events waiting</numerusform>
            </translation>
        </message>
        <message>
            <source>Version %1</source>
            <translation>Version %1</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::StockCard</name>
        <message>
            <source>average cost %1</source>
            <translation>average cost %1</translation>
        </message>
        <message>
            <source>Why is this %1?</source>
            <translation>Why is this %1?</translation>
        </message>
        <message>
            <source>The movements below add up to it exactly.</source>
            <translation>The movements below add up to it exactly.</translation>
        </message>
        <message>
            <source>The movements below do not add up to it. Tell who looks after the server.</source>
            <translation>The movements below do not add up to it. Tell who looks after the server.</translation>
        </message>
        <message>
            <source>Being loaded</source>
            <translation>Being loaded</translation>
        </message>
        <message>
            <source>%1, %2 times</source>
            <translation>%1, %2 times</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>On hand</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Retry</translation>
        </message>
        <message>
            <source>Enter opens the document of a movement.</source>
            <translation>Enter opens the document of a movement.</translation>
        </message>
        <message>
            <source>Put it right</source>
            <translation>Put it right</translation>
        </message>
        <message>
            <source>Receive</source>
            <translation>Receive</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>Product</translation>
        </message>
        <message>
            <source>Movements of this product</source>
            <translation>Movements of this product</translation>
        </message>
        <message>
            <source>Below each stock its average cost. Enter opens a movement's document.</source>
            <translation>Below each stock its average cost. Enter opens a movement's document.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::StockDocument</name>
        <message>
            <source>Nothing moved</source>
            <translation>Nothing moved</translation>
        </message>
        <message>
            <source>All that was counted was right, so nothing had to be corrected.</source>
            <translation>All that was counted was right, so nothing had to be corrected.</translation>
        </message>
        <message>
            <source>Close  (Esc)</source>
            <translation>Close  (Esc)</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Retry</translation>
        </message>
        <message>
            <source>Enter opens the stock card of a product.</source>
            <translation>Enter opens the stock card of a product.</translation>
        </message>
        <message>
            <source>What this document moved</source>
            <translation>What this document moved</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::StockLevelsModel</name>
        <message>
            <source>Below zero</source>
            <translation>Below zero</translation>
        </message>
        <message>
            <source>Sold out</source>
            <translation>Sold out</translation>
        </message>
        <message>
            <source>Low</source>
            <translation>Low</translation>
        </message>
        <message>
            <source>In stock</source>
            <translation>In stock</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>Product</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>On hand</translation>
        </message>
        <message>
            <source>Low at</source>
            <translation>Low at</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Average cost</source>
            <translation>Average cost</translation>
        </message>
        <message>
            <source>Worth</source>
            <translation>Worth</translation>
        </message>
        <message>
            <source>SKU</source>
            <translation>SKU</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Unit</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::StockPanel</name>
        <message>
            <source>Stock</source>
            <translation>Stock</translation>
        </message>
        <message>
            <source>Only low</source>
            <translation>Only low</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Category</translation>
        </message>
        <message>
            <source>What</source>
            <translation>What</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>Day</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>Document</translation>
        </message>
        <message>
            <source>Its number, whole</source>
            <translation>Its number, whole</translation>
        </message>
        <message>
            <source>What is there, what comes in, and why each number is what it is</source>
            <translation>What is there, what comes in, and why each number is what it is</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>On hand</translation>
        </message>
        <message>
            <source>Receive</source>
            <translation>Receive</translation>
        </message>
        <message>
            <source>Count</source>
            <translation>Count</translation>
        </message>
        <message>
            <source>Put right</source>
            <translation>Put right</translation>
        </message>
        <message>
            <source>Movements</source>
            <translation>Movements</translation>
        </message>
        <message>
            <source>Parts of the stock</source>
            <translation>Parts of the stock</translation>
        </message>
        <message>
            <source>Name, SKU or barcode</source>
            <translation>Name, SKU or barcode</translation>
        </message>
        <message>
            <source>No stock yet</source>
            <translation>No stock yet</translation>
        </message>
        <message>
            <source>Products appear here as soon as they are made. Receive goods to fill the shelves.</source>
            <translation>Products appear here as soon as they are made. Receive goods to fill the shelves.</translation>
        </message>
        <message>
            <source>Nothing has moved yet</source>
            <translation>Nothing has moved yet</translation>
        </message>
        <message>
            <source>Every sale, receipt, count and correction leaves its movement here, for good.</source>
            <translation>Every sale, receipt, count and correction leaves its movement here, for good.</translation>
        </message>
        <message>
            <source>No product has the code %1.</source>
            <translation>No product has the code %1.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::TaxRulesModel</name>
        <message>
            <source>%1 on %2/%3</source>
            <translation>%1 on %2/%3</translation>
        </message>
        <message>
            <source>Always</source>
            <translation>Always</translation>
        </message>
        <message>
            <source>From %1</source>
            <translation>From %1</translation>
        </message>
        <message>
            <source>Up to %1</source>
            <translation>Up to %1</translation>
        </message>
        <message>
            <source>%1 to %2</source>
            <translation>%1 to %2</translation>
        </message>
        <message>
            <source>Tax</source>
            <translation>Tax</translation>
        </message>
        <message>
            <source>For goods of class</source>
            <translation>For goods of class</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>Rate</translation>
        </message>
        <message>
            <source>Prices</source>
            <translation>Prices</translation>
        </message>
        <message>
            <source>Holds</source>
            <translation>Holds</translation>
        </message>
        <message>
            <source>Include it</source>
            <translation>Include it</translation>
        </message>
        <message>
            <source>Come without it</source>
            <translation>Come without it</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::TaxSection</name>
        <message>
            <source>No tax</source>
            <translation>No tax</translation>
        </message>
        <message>
            <source>This is needed.</source>
            <translation>This is needed.</translation>
        </message>
        <message>
            <source>A rate from 0 to 100, such as 12 or 7.5.</source>
            <translation>A rate from 0 to 100, such as 12 or 7.5.</translation>
        </message>
        <message>
            <source>The rule holds from that day on.</source>
            <translation>The rule holds from that day on.</translation>
        </message>
        <message>
            <source>What you typed is still here.</source>
            <translation>What you typed is still here.</translation>
        </message>
        <message>
            <source>Take %1 away?</source>
            <translation>Take %1 away?</translation>
        </message>
        <message>
            <source>New sales no longer use it. Sales that were made keep their tax as it was.</source>
            <translation>New sales no longer use it. Sales that were made keep their tax as it was.</translation>
        </message>
        <message>
            <source>Take away</source>
            <translation>Take away</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>The rule was taken away.</source>
            <translation>The rule was taken away.</translation>
        </message>
        <message>
            <source>Choose a rule first</source>
            <translation>Choose a rule first</translation>
        </message>
        <message>
            <source>Being saved</source>
            <translation>Being saved</translation>
        </message>
        <message>
            <source>Tax rules</source>
            <translation>Tax rules</translation>
        </message>
        <message>
            <source>None: sales carry no tax. That is right for most small shops.</source>
            <translation>None: sales carry no tax. That is right for most small shops.</translation>
        </message>
        <message>
            <source>New rule</source>
            <translation>New rule</translation>
        </message>
        <message>
            <source>Begin with</source>
            <translation>Begin with</translation>
        </message>
        <message>
            <source>An empty rule</source>
            <translation>An empty rule</translation>
        </message>
        <message>
            <source>VAT (PPN), 12% on 11/12</source>
            <translation>VAT (PPN), 12% on 11/12</translation>
        </message>
        <message>
            <source>Restaurant tax (PBJT), 10%</source>
            <translation>Restaurant tax (PBJT), 10%</translation>
        </message>
        <message>
            <source>No tax from a day on</source>
            <translation>No tax from a day on</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>On receipts</source>
            <translation>On receipts</translation>
        </message>
        <message>
            <source>Rate in %</source>
            <translation>Rate in %</translation>
        </message>
        <message>
            <source>Of the price</source>
            <translation>Of the price</translation>
        </message>
        <message>
            <source>The whole</source>
            <translation>The whole</translation>
        </message>
        <message>
            <source>11/12 of it</source>
            <translation>11/12 of it</translation>
        </message>
        <message>
            <source>Prices</source>
            <translation>Prices</translation>
        </message>
        <message>
            <source>Include the tax</source>
            <translation>Include the tax</translation>
        </message>
        <message>
            <source>Come without it; it is added</source>
            <translation>Come without it; it is added</translation>
        </message>
        <message>
            <source>For goods of class</source>
            <translation>For goods of class</translation>
        </message>
        <message>
            <source>Products are of the class "standard" unless they say another</source>
            <translation>Products are of the class "standard" unless they say another</translation>
        </message>
        <message>
            <source>From</source>
            <translation>From</translation>
        </message>
        <message>
            <source>A rule of the same class that holds until then ends the day before</source>
            <translation>A rule of the same class that holds until then ends the day before</translation>
        </message>
        <message>
            <source>Add the rule</source>
            <translation>Add the rule</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::TimeTaxPage</name>
        <message>
            <source>Time zone</source>
            <translation>Time zone</translation>
        </message>
        <message>
            <source>PPN</source>
            <translation>PPN</translation>
        </message>
        <message>
            <source>PBJT</source>
            <translation>PBJT</translation>
        </message>
        <message>
            <source>no tax</source>
            <translation>no tax</translation>
        </message>
        <message>
            <source>Time and tax</source>
            <translation>Time and tax</translation>
        </message>
        <message>
            <source>These decide the business day and what receipts say. Both can be changed later; old sales keep what they had.</source>
            <translation>These decide the business day and what receipts say. Both can be changed later; old sales keep what they had.</translation>
        </message>
        <message>
            <source>Business day ends at</source>
            <translation>Business day ends at</translation>
        </message>
        <message>
            <source>Sales before this count as the day before</source>
            <translation>Sales before this count as the day before</translation>
        </message>
        <message>
            <source>Tax on sales</source>
            <translation>Tax on sales</translation>
        </message>
        <message>
            <source>No tax</source>
            <translation>No tax</translation>
        </message>
        <message>
            <source>Not a taxable entrepreneur. Right for most small shops.</source>
            <translation>Not a taxable entrepreneur. Right for most small shops.</translation>
        </message>
        <message>
            <source>VAT (PPN)</source>
            <translation>VAT (PPN)</translation>
        </message>
        <message>
            <source>12% on 11/12 of the price, for registered taxable entrepreneurs.</source>
            <translation>12% on 11/12 of the price, for registered taxable entrepreneurs.</translation>
        </message>
        <message>
            <source>Restaurant tax (PBJT)</source>
            <translation>Restaurant tax (PBJT)</translation>
        </message>
        <message>
            <source>Up to 10%, set by your city. Prices on the menu may include it.</source>
            <translation>Up to 10%, set by your city. Prices on the menu may include it.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::TodayPanel</name>
        <message>
            <source>You see the numbers of %1.</source>
            <translation>You see the numbers of %1.</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>updated %1</source>
            <translation>updated %1</translation>
        </message>
        <message>
            <source>Revenue by day</source>
            <translation>Revenue by day</translation>
        </message>
        <message>
            <source>Revenue by hour</source>
            <translation>Revenue by hour</translation>
        </message>
        <message>
            <source>Every order is paid</source>
            <translation>Every order is paid</translation>
        </message>
        <message numerus="yes">
            <source>%n orders wait for their payment for more than 20 minutes</source>
            <translation>
                <numerusform>%n order waits for its payment for more than 20 minutes</numerusform>
                <numerusform>%n orders wait for their payment for more than 20 minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n orders wait for their payment</source>
            <translation>
                <numerusform>%n order waits for its payment</numerusform>
                <numerusform>%n orders wait for their payment</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing runs low</source>
            <translation>Nothing runs low</translation>
        </message>
        <message numerus="yes">
            <source>More than %n products run low</source>
            <translation>
                <numerusform>More than %n product runs low</numerusform>
                <numerusform>More than %n products run low</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n products run low</source>
            <translation>
                <numerusform>%n product runs low</numerusform>
                <numerusform>%n products run low</numerusform>
            </translation>
        </message>
        <message>
            <source>Refresh  (F5)</source>
            <translation>Refresh  (F5)</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Retry</translation>
        </message>
        <message>
            <source>By hour</source>
            <translation>By hour</translation>
        </message>
        <message>
            <source>By day</source>
            <translation>By day</translation>
        </message>
        <message>
            <source>Low stock</source>
            <translation>Low stock</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Show all</translation>
        </message>
        <message>
            <source>Products that run low</source>
            <translation>Products that run low</translation>
        </message>
        <message>
            <source>Products appear here once they are down to their minimum.</source>
            <translation>Products appear here once they are down to their minimum.</translation>
        </message>
        <message>
            <source>Needs attention</source>
            <translation>Needs attention</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Show</translation>
        </message>
        <message>
            <source>Best sellers</source>
            <translation>Best sellers</translation>
        </message>
        <message>
            <source>Nothing sold yet</source>
            <translation>Nothing sold yet</translation>
        </message>
        <message>
            <source>Payments</source>
            <translation>Payments</translation>
        </message>
        <message>
            <source>No payment yet</source>
            <translation>No payment yet</translation>
        </message>
        <message>
            <source>beside %1 by this time</source>
            <translation>beside %1 by this time</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::TrayIcon</name>
        <message>
            <source>Open the window</source>
            <translation>Open the window</translation>
        </message>
        <message>
            <source>Stop the server and quit</source>
            <translation>Stop the server and quit</translation>
        </message>
        <message>
            <source>The server goes on. The window is in the tray.</source>
            <translation>The server goes on. The window is in the tray.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::UnitList</name>
        <message>
            <source>Give each unit a name, such as carton.</source>
            <translation>Give each unit a name, such as carton.</translation>
        </message>
        <message>
            <source>Say how many of the product's own unit one %1 holds, such as 24.</source>
            <translation>Say how many of the product's own unit one %1 holds, such as 24.</translation>
        </message>
        <message>
            <source>Another unit it is bought in</source>
            <translation>Another unit it is bought in</translation>
        </message>
        <message>
            <source>A product has at most 20 units</source>
            <translation>A product has at most 20 units</translation>
        </message>
        <message>
            <source>carton</source>
            <translation>carton</translation>
        </message>
        <message>
            <source>Name of the unit</source>
            <translation>Name of the unit</translation>
        </message>
        <message>
            <source>How many one of it holds</source>
            <translation>How many one of it holds</translation>
        </message>
        <message>
            <source>Remove this unit</source>
            <translation>Remove this unit</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::UserMenu</name>
        <message>
            <source>Language</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>Look</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Light</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dark</translation>
        </message>
        <message>
            <source>Size of text</source>
            <translation>Size of text</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::VariantsModel</name>
        <message>
            <source>The product itself</source>
            <translation>The product itself</translation>
        </message>
        <message>
            <source>No name</source>
            <translation>No name</translation>
        </message>
        <message>
            <source>%1 · archived</source>
            <translation>%1 · archived</translation>
        </message>
        <message>
            <source>Variant</source>
            <translation>Variant</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>Price</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>On hand</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::VariantsTab</name>
        <message>
            <source>This is needed.</source>
            <translation>This is needed.</translation>
        </message>
        <message>
            <source>This cannot be less than zero.</source>
            <translation>This cannot be less than zero.</translation>
        </message>
        <message>
            <source>A number from zero on, such as 12.</source>
            <translation>A number from zero on, such as 12.</translation>
        </message>
        <message>
            <source>Somebody else changed this variant meanwhile.</source>
            <translation>Somebody else changed this variant meanwhile.</translation>
        </message>
        <message>
            <source>What you typed is still here; saving again keeps it.</source>
            <translation>What you typed is still here; saving again keeps it.</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Restore</translation>
        </message>
        <message>
            <source>Archive</source>
            <translation>Archive</translation>
        </message>
        <message>
            <source>Being saved</source>
            <translation>Being saved</translation>
        </message>
        <message>
            <source>Nothing was changed</source>
            <translation>Nothing was changed</translation>
        </message>
        <message>
            <source>Save or discard the changes first</source>
            <translation>Save or discard the changes first</translation>
        </message>
        <message>
            <source>Variant</source>
            <translation>Variant</translation>
        </message>
        <message>
            <source>For example: red, L</source>
            <translation>For example: red, L</translation>
        </message>
        <message>
            <source>SKU</source>
            <translation>SKU</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>Price</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>Cost</translation>
        </message>
        <message>
            <source>Barcodes</source>
            <translation>Barcodes</translation>
        </message>
        <message>
            <source>Several with a space between them</source>
            <translation>Several with a space between them</translation>
        </message>
        <message>
            <source>Low at</source>
            <translation>Low at</translation>
        </message>
        <message>
            <source>Empty: never low</source>
            <translation>Empty: never low</translation>
        </message>
        <message>
            <source>Variants of the product</source>
            <translation>Variants of the product</translation>
        </message>
        <message>
            <source>New variant</source>
            <translation>New variant</translation>
        </message>
        <message>
            <source>Save variant</source>
            <translation>Save variant</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Discard</translation>
        </message>
        <message>
            <source>Why so many?</source>
            <translation>Why so many?</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::VoidDialog</name>
        <message>
            <source>Void %1</source>
            <translation>Void %1</translation>
        </message>
        <message>
            <source>The goods go back into stock. The order keeps its number and cannot be sold again.</source>
            <translation>The goods go back into stock. The order keeps its number and cannot be sold again.</translation>
        </message>
        <message>
            <source>%1 goes back to the customer and the goods into stock. The order keeps its number and cannot be sold again.</source>
            <translation>%1 goes back to the customer and the goods into stock. The order keeps its number and cannot be sold again.</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>Void the order</source>
            <translation>Void the order</translation>
        </message>
        <message>
            <source>Say why: it stays with the order.</source>
            <translation>Say why: it stays with the order.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::WaitingShops</name>
        <message>
            <source>%1, made %2</source>
            <translation>%1, made %2</translation>
        </message>
        <message>
            <source>Confirm</source>
            <translation>Confirm</translation>
        </message>
        <message>
            <source>Confirm %1</source>
            <translation>Confirm %1</translation>
        </message>
        <message>
            <source>Confirm %1?</source>
            <translation>Confirm %1?</translation>
        </message>
        <message>
            <source>You say that you know who made this shop. They can sign in from then on, with the password they chose. You see nothing of that shop.</source>
            <translation>You say that you know who made this shop. They can sign in from then on, with the password they chose. You see nothing of that shop.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>The owner of %1 can sign in now.</source>
            <translation>The owner of %1 can sign in now.</translation>
        </message>
        <message>
            <source>Shops that wait</source>
            <translation>Shops that wait</translation>
        </message>
        <message>
            <source>They were made on this server, and their owner has not confirmed the address. Without a mail server the code reaches nobody.</source>
            <translation>They were made on this server, and their owner has not confirmed the address. Without a mail server the code reaches nobody.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::WizardPage</name>
        <message>
            <source>This is needed.</source>
            <translation>This is needed.</translation>
        </message>
    </context>
</TS>
