<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id_ID" sourcelanguage="en_GB">
    <context>
        <name>PanelList</name>
        <message>
            <source>Orders</source>
            <translation>Pesanan</translation>
        </message>
        <message>
            <source>Products</source>
            <translation>Produk</translation>
        </message>
        <message>
            <source>New product</source>
            <translation>Produk baru</translation>
        </message>
        <message>
            <source>Sales</source>
            <translation>Penjualan</translation>
        </message>
        <message>
            <source>Catalogue</source>
            <translation>Katalog</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Orang</translation>
        </message>
        <message>
            <source>System</source>
            <translation>Sistem</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Hari ini</translation>
        </message>
        <message>
            <source>New order</source>
            <translation>Pesanan baru</translation>
        </message>
        <message>
            <source>Stock</source>
            <translation>Stok</translation>
        </message>
        <message>
            <source>Receive goods</source>
            <translation>Terima barang</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Impor</translation>
        </message>
        <message>
            <source>Import a file</source>
            <translation>Impor berkas</translation>
        </message>
        <message>
            <source>Staff</source>
            <translation>Staf</translation>
        </message>
        <message>
            <source>Invite somebody</source>
            <translation>Undang seseorang</translation>
        </message>
        <message>
            <source>Services</source>
            <translation>Layanan</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Pengaturan</translation>
        </message>
    </context>
    <context>
        <name>QAbstractFileIconProvider</name>
        <message>
            <source>Drive</source>
            <translation>Diska</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Folder</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Berkas</translation>
        </message>
        <message>
            <source>%1 File</source>
            <translation>Berkas %1</translation>
        </message>
    </context>
    <context>
        <name>QFileDialog</name>
        <message>
            <source>Look in:</source>
            <translation>Cari di:</translation>
        </message>
        <message>
            <source>File &amp;name:</source>
            <translation>&amp;Nama berkas:</translation>
        </message>
        <message>
            <source>Files of type:</source>
            <translation>Jenis berkas:</translation>
        </message>
        <message>
            <source>&amp;Open</source>
            <translation>&amp;Buka</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>&amp;Simpan</translation>
        </message>
        <message>
            <source>&amp;Choose</source>
            <translation>&amp;Pilih</translation>
        </message>
        <message>
            <source>Save As</source>
            <translation>Simpan sebagai</translation>
        </message>
        <message>
            <source>Directory:</source>
            <translation>Folder:</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Kembali</translation>
        </message>
        <message>
            <source>Go back</source>
            <translation>Kembali</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>Maju</translation>
        </message>
        <message>
            <source>Go forward</source>
            <translation>Maju</translation>
        </message>
        <message>
            <source>Parent Directory</source>
            <translation>Folder induk</translation>
        </message>
        <message>
            <source>Go to the parent directory</source>
            <translation>Ke folder induk</translation>
        </message>
        <message>
            <source>Create New Folder</source>
            <translation>Buat folder baru</translation>
        </message>
        <message>
            <source>Create a New Folder</source>
            <translation>Buat folder baru</translation>
        </message>
        <message>
            <source>&amp;New Folder</source>
            <translation>&amp;Folder baru</translation>
        </message>
        <message>
            <source>New Folder</source>
            <translation>Folder baru</translation>
        </message>
        <message>
            <source>List View</source>
            <translation>Tampilan daftar</translation>
        </message>
        <message>
            <source>Change to list view mode</source>
            <translation>Tampilkan sebagai daftar</translation>
        </message>
        <message>
            <source>Detail View</source>
            <translation>Tampilan rinci</translation>
        </message>
        <message>
            <source>Change to detail view mode</source>
            <translation>Tampilkan secara rinci</translation>
        </message>
        <message>
            <source>Sidebar</source>
            <translation>Bilah samping</translation>
        </message>
        <message>
            <source>List of places and bookmarks</source>
            <translation>Daftar tempat dan markah</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Berkas</translation>
        </message>
        <message>
            <source>Show </source>
            <translation>Tampilkan </translation>
        </message>
        <message>
            <source>&amp;Rename</source>
            <translation>&amp;Ganti nama</translation>
        </message>
        <message>
            <source>&amp;Delete</source>
            <translation>&amp;Hapus</translation>
        </message>
        <message>
            <source>Show &amp;hidden files</source>
            <translation>Tampilkan berkas &amp;tersembunyi</translation>
        </message>
        <message>
            <source>Recent Places</source>
            <translation>Tempat terakhir</translation>
        </message>
        <message>
            <source>Directories</source>
            <translation>Folder</translation>
        </message>
        <message>
            <source>All Files (*)</source>
            <translation>Semua berkas (*)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Semua berkas (*)</translation>
        </message>
        <message>
            <source>Find Directory</source>
            <translation>Cari folder</translation>
        </message>
        <message>
            <source>%1 already exists.
Do you want to replace it?</source>
            <translation>%1 sudah ada.
Ganti berkas itu?</translation>
        </message>
        <message>
            <source>%1
File not found.
Please verify the correct file name was given.</source>
            <translation>%1
Berkas tidak ditemukan.
Periksa apakah namanya benar.</translation>
        </message>
        <message>
            <source>%1
Directory not found.
Please verify the correct directory name was given.</source>
            <translation>%1
Folder tidak ditemukan.
Periksa apakah namanya benar.</translation>
        </message>
        <message>
            <source>'%1' is write protected.
Do you want to delete it anyway?</source>
            <translation>'%1' dilindungi dari penulisan.
Tetap hapus?</translation>
        </message>
        <message>
            <source>Are you sure you want to delete '%1'?</source>
            <translation>Hapus '%1'?</translation>
        </message>
        <message>
            <source>Could not delete directory.</source>
            <translation>Folder tidak dapat dihapus.</translation>
        </message>
    </context>
    <context>
        <name>QFileSystemModel</name>
        <message>
            <source>Name</source>
            <translation>Nama</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Ukuran</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Jenis</translation>
        </message>
        <message>
            <source>Date Modified</source>
            <translation>Diubah</translation>
        </message>
        <message>
            <source>Computer</source>
            <translation>Komputer</translation>
        </message>
    </context>
    <context>
        <name>QLineEdit</name>
        <message>
            <source>&amp;Undo</source>
            <translation>&amp;Urungkan</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>&amp;Ulangi</translation>
        </message>
        <message>
            <source>Cu&amp;t</source>
            <translation>Po&amp;tong</translation>
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Salin</translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation>&amp;Tempel</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Hapus</translation>
        </message>
        <message>
            <source>Select All</source>
            <translation>Pilih semua</translation>
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
            <translation>Simpan</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Buka</translation>
        </message>
        <message>
            <source>&amp;Yes</source>
            <translation>&amp;Ya</translation>
        </message>
        <message>
            <source>&amp;No</source>
            <translation>&amp;Tidak</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Batal</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Tutup</translation>
        </message>
    </context>
    <context>
        <name>QWidgetTextControl</name>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Salin</translation>
        </message>
        <message>
            <source>Select All</source>
            <translation>Pilih semua</translation>
        </message>
    </context>
    <context>
        <name>ShellActions</name>
        <message>
            <source>Find anything</source>
            <translation>Cari apa saja</translation>
        </message>
        <message>
            <source>Help for this page</source>
            <translation>Bantuan halaman ini</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Pintasan papan tik</translation>
        </message>
        <message>
            <source>Change the language</source>
            <translation>Ganti bahasa</translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation>Gelap atau terang</translation>
        </message>
        <message>
            <source>Larger text</source>
            <translation>Teks lebih besar</translation>
        </message>
        <message>
            <source>Smaller text</source>
            <translation>Teks lebih kecil</translation>
        </message>
        <message>
            <source>Connections to servers</source>
            <translation>Sambungan ke server</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>Keluar</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Tutup program</translation>
        </message>
        <message>
            <source>My account</source>
            <translation>Akun saya</translation>
        </message>
    </context>
    <context>
        <name>ShortcutTable</name>
        <message>
            <source>Make a new entry</source>
            <translation>Buat entri baru</translation>
        </message>
        <message>
            <source>Save what is being edited</source>
            <translation>Simpan yang sedang diubah</translation>
        </message>
        <message>
            <source>Search in this list</source>
            <translation>Cari di daftar ini</translation>
        </message>
        <message>
            <source>Load again, or try again</source>
            <translation>Muat lagi, atau coba lagi</translation>
        </message>
        <message>
            <source>Close what lies beside the list</source>
            <translation>Tutup yang ada di samping daftar</translation>
        </message>
        <message>
            <source>Go from row to row and show it</source>
            <translation>Pindah baris demi baris dan tampilkan</translation>
        </message>
        <message>
            <source>Copy the chosen rows</source>
            <translation>Salin baris terpilih</translation>
        </message>
        <message>
            <source>Leave the list for what lies beside it</source>
            <translation>Pindah dari daftar ke yang di sampingnya</translation>
        </message>
        <message>
            <source>One step back</source>
            <translation>Satu langkah mundur</translation>
        </message>
        <message>
            <source>One step on</source>
            <translation>Satu langkah maju</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>Di mana saja</translation>
        </message>
        <message>
            <source>Open a page</source>
            <translation>Buka halaman</translation>
        </message>
        <message>
            <source>On a page</source>
            <translation>Di halaman</translation>
        </message>
        <message>
            <source>In a list</source>
            <translation>Di daftar</translation>
        </message>
        <message>
            <source>While the shop is set up</source>
            <translation>Saat toko disiapkan</translation>
        </message>
        <message>
            <source>Finish what is being entered</source>
            <translation>Selesaikan yang sedang dimasukkan</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>Cetak</translation>
        </message>
        <message>
            <source>Give money back for an order</source>
            <translation>Kembalikan uang pesanan</translation>
        </message>
        <message>
            <source>Void an order</source>
            <translation>Batalkan pesanan</translation>
        </message>
        <message>
            <source>Search a product</source>
            <translation>Cari produk</translation>
        </message>
        <message>
            <source>Change the quantity</source>
            <translation>Ubah jumlah</translation>
        </message>
        <message>
            <source>Give a discount</source>
            <translation>Beri potongan</translation>
        </message>
        <message>
            <source>Hold the order</source>
            <translation>Tahan pesanan</translation>
        </message>
        <message>
            <source>Show the held orders</source>
            <translation>Tampilkan pesanan yang ditahan</translation>
        </message>
        <message>
            <source>While selling</source>
            <translation>Saat menjual</translation>
        </message>
        <message>
            <source>Go to the next or the previous part of a page</source>
            <translation>Pindah ke bagian berikutnya atau sebelumnya</translation>
        </message>
        <message>
            <source>Print labels for products</source>
            <translation>Cetak label untuk produk</translation>
        </message>
        <message>
            <source>Choose a file to import</source>
            <translation>Pilih berkas yang akan diimpor</translation>
        </message>
        <message>
            <source>Drop a held order</source>
            <translation>Buang pesanan yang ditahan</translation>
        </message>
    </context>
    <context>
        <name>pos::app::StartupWords</name>
        <message>
            <source>Making the database in %1</source>
            <translation>Membuat basis data di %1</translation>
        </message>
        <message>
            <source>Stopping the database that a killed program left running (process %1)</source>
            <translation>Menghentikan basis data yang ditinggalkan program yang dimatikan (proses %1)</translation>
        </message>
        <message>
            <source>Brought the database up to date (%1 steps).</source>
            <translation>Basis data diperbarui (%1 langkah).</translation>
        </message>
        <message>
            <source>The disk that holds %1 is full: free some space and start again.</source>
            <translation>Cakram tempat %1 penuh: kosongkan sebagian dan mulai lagi.</translation>
        </message>
        <message>
            <source>The disk that holds the database is full: free some space, for example by moving old backups away, and start again. What was stored is still there.</source>
            <translation>Cakram tempat basis data penuh: kosongkan sebagian, misalnya dengan memindahkan cadangan lama, lalu mulai lagi. Yang sudah disimpan masih ada.</translation>
        </message>
        <message>
            <source>%1 cannot be used (%2). Choose another data folder with --data, or mend its rights.</source>
            <translation>%1 tidak bisa dipakai (%2). Pilih folder data lain dengan --data, atau perbaiki haknya.</translation>
        </message>
        <message>
            <source>%1 is in use by %2 (process %3). Stop that program first, or choose another data folder with --data.</source>
            <translation>%1 sedang dipakai %2 (proses %3). Hentikan dulu program itu, atau pilih folder data lain dengan --data.</translation>
        </message>
        <message>
            <source>%1 was written by a newer version of this program (format %2, this one knows %3). Install the newer version.</source>
            <translation>%1 ditulis oleh versi program yang lebih baru (format %2, versi ini mengenal %3). Pasang versi yang lebih baru.</translation>
        </message>
        <message>
            <source>%1 cannot use port %2%3. Stop that program or choose other ports with --port-base.</source>
            <translation>%1 tidak bisa memakai porta %2%3. Hentikan program itu atau pilih porta lain dengan --port-base.</translation>
        </message>
        <message>
            <source>The database of an earlier run does not stop: end process %1 and start again.</source>
            <translation>Basis data dari sesi sebelumnya tidak mau berhenti: akhiri proses %1 lalu mulai lagi.</translation>
        </message>
        <message>
            <source>Keeping the database as it is in %1, before this version changes it</source>
            <translation>Basis data disimpan sebagaimana adanya di %1, sebelum diubah oleh versi ini</translation>
        </message>
        <message>
            <source>%1 belongs to the user %2: start this program as that user (runuser -u %2 -- …), or choose another data folder with --data.</source>
            <translation>%1 milik pengguna %2: jalankan program ini sebagai pengguna itu (runuser -u %2 -- …), atau pilih folder data lain dengan --data.</translation>
        </message>
        <message>
            <source>The backup folder %1 cannot be made; set POS_BACKUP_DIR</source>
            <translation>Folder cadangan %1 tidak dapat dibuat; atur POS_BACKUP_DIR</translation>
        </message>
        <message>
            <source>Waiting: %1</source>
            <translation>Menunggu: %1</translation>
        </message>
        <message>
            <source>The database does not answer (%1)</source>
            <translation>Basis data tidak menjawab (%1)</translation>
        </message>
        <message>
            <source>The database refuses: %1 — %2.</source>
            <translation>Basis data menolak: %1 — %2.</translation>
        </message>
        <message>
            <source>put the right password into the URL that names this user (DATABASE_URL, DATABASE_SYSTEM_URL or DATABASE_ADMIN_URL), or give the user that password in the database (ALTER ROLE … PASSWORD …). If the user is not there yet, run posctl db init</source>
            <translation>isikan kata sandi yang benar di URL yang menyebut pengguna ini (DATABASE_URL, DATABASE_SYSTEM_URL atau DATABASE_ADMIN_URL), atau beri pengguna itu kata sandi tersebut di basis data (ALTER ROLE … PASSWORD …). Bila penggunanya belum ada, jalankan posctl db init</translation>
        </message>
        <message>
            <source>put the password into the URL: postgresql://user:password@host/name</source>
            <translation>isikan kata sandi di URL: postgresql://user:password@host/name</translation>
        </message>
        <message>
            <source>run posctl db init as the database's administrator: it makes what is missing</source>
            <translation>jalankan posctl db init sebagai administrator basis data: yang kurang akan dibuat</translation>
        </message>
        <message>
            <source>let this user in from here: a line in the server's pg_hba.conf</source>
            <translation>izinkan pengguna ini masuk dari sini: satu baris di pg_hba.conf pada server</translation>
        </message>
        <message>
            <source>give the server a certificate (ssl = on), or change sslmode in the URL</source>
            <translation>beri server sertifikat (ssl = on), atau ubah sslmode di URL</translation>
        </message>
        <message>
            <source>name the authority that signed the server's certificate in the URL (sslrootcert=FILE), and the server as its certificate does</source>
            <translation>sebutkan otoritas yang menandatangani sertifikat server di URL (sslrootcert=FILE), dan nama server seperti di sertifikatnya</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::AccountDialog</name>
        <message>
            <source>The new PIN holds.</source>
            <translation>PIN baru berlaku.</translation>
        </message>
        <message>
            <source>The new password holds.</source>
            <translation>Kata sandi baru berlaku.</translation>
        </message>
        <message>
            <source>Session ended.</source>
            <translation>Sesi diakhiri.</translation>
        </message>
        <message>
            <source>My account</source>
            <translation>Akun saya</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Tutup</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::AdjustPage</name>
        <message>
            <source>A number above zero, such as 12.</source>
            <translation>Angka di atas nol, misalnya 12.</translation>
        </message>
        <message>
            <source>That many are there already.</source>
            <translation>Jumlahnya memang sudah sekian.</translation>
        </message>
        <message>
            <source>This cannot be less than zero.</source>
            <translation>Ini tidak boleh kurang dari nol.</translation>
        </message>
        <message>
            <source>This is needed.</source>
            <translation>Ini wajib diisi.</translation>
        </message>
        <message>
            <source>Say why: it is read again when somebody asks about this number.</source>
            <translation>Sebutkan alasannya: ini dibaca lagi saat ada yang menanyakan angkanya.</translation>
        </message>
        <message>
            <source>Nothing was entered.</source>
            <translation>Tidak ada yang dicatat.</translation>
        </message>
        <message>
            <source>The stock is put right</source>
            <translation>Stok sudah dibetulkan</translation>
        </message>
        <message>
            <source>%1: %2, so %3 %4 are on hand now.</source>
            <translation>%1: %2, jadi sekarang ada %3 %4.</translation>
        </message>
        <message>
            <source>%1 · %2 %3 on hand</source>
            <translation>%1 · stok %2 %3</translation>
        </message>
        <message>
            <source>%1 → %2 %3</source>
            <translation>%1 → %2 %3</translation>
        </message>
        <message>
            <source>Being entered</source>
            <translation>Sedang dicatat</translation>
        </message>
        <message>
            <source>Try again above first</source>
            <translation>Coba lagi dulu di atas</translation>
        </message>
        <message>
            <source>The correction of %1 is not entered yet.</source>
            <translation>Pembetulan %1 belum dicatat.</translation>
        </message>
        <message>
            <source>Scan, or search by name, SKU or barcode</source>
            <translation>Pindai, atau cari nama, SKU, atau kode batang</translation>
        </message>
        <message>
            <source>Take away</source>
            <translation>Kurangi</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Tambah</translation>
        </message>
        <message>
            <source>Set to what is there</source>
            <translation>Samakan dengan yang ada</translation>
        </message>
        <message>
            <source>Spoilt or broken</source>
            <translation>Rusak atau basi</translation>
        </message>
        <message>
            <source>Opening stock</source>
            <translation>Stok awal</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>Tindakan</translation>
        </message>
        <message>
            <source>How many</source>
            <translation>Berapa</translation>
        </message>
        <message>
            <source>Cost of one</source>
            <translation>Biaya satuan</translation>
        </message>
        <message>
            <source>Empty: at the average cost</source>
            <translation>Kosong: sesuai biaya rata-rata</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Alasan</translation>
        </message>
        <message>
            <source>Broken</source>
            <translation>Pecah</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>Kedaluwarsa</translation>
        </message>
        <message>
            <source>Used in the shop</source>
            <translation>Dipakai toko</translation>
        </message>
        <message>
            <source>Found again</source>
            <translation>Ditemukan lagi</translation>
        </message>
        <message>
            <source>Put it right</source>
            <translation>Betulkan</translation>
        </message>
        <message>
            <source>Put something else right</source>
            <translation>Betulkan yang lain</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::AmountWords</name>
        <message>
            <source>Thousands are written as in %1.</source>
            <translation>Ribuan ditulis seperti %1.</translation>
        </message>
        <message>
            <source>This currency has no decimals.</source>
            <translation>Mata uang ini tidak memakai desimal.</translation>
        </message>
        <message numerus="yes">
            <source>At most %n decimals.</source>
            <translation>
                <numerusform>Paling banyak %n desimal.</numerusform>
            </translation>
        </message>
        <message>
            <source>This amount is too large.</source>
            <translation>Jumlah ini terlalu besar.</translation>
        </message>
        <message>
            <source>Write an amount, such as %1.</source>
            <translation>Tulis jumlah uang, misalnya %1.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ApprovalDialog</name>
        <message>
            <source>A manager has to agree</source>
            <translation>Manajer harus menyetujui</translation>
        </message>
        <message>
            <source>This discount is beyond what your role may give. A manager agrees here with e-mail and PIN.</source>
            <translation>Diskon ini melebihi batas peran Anda. Manajer menyetujuinya di sini dengan surel dan PIN.</translation>
        </message>
        <message>
            <source>Your role does not do this alone. A manager agrees here with e-mail and PIN, for this order only.</source>
            <translation>Peran Anda tidak boleh melakukannya sendiri. Manajer menyetujuinya di sini dengan surel dan PIN, hanya untuk pesanan ini.</translation>
        </message>
        <message>
            <source>Manager's e-mail</source>
            <translation>Surel manajer</translation>
        </message>
        <message>
            <source>PIN</source>
            <translation>PIN</translation>
        </message>
        <message>
            <source>Set under the manager's own account.</source>
            <translation>Diatur di akun manajer sendiri.</translation>
        </message>
        <message>
            <source>Agree</source>
            <translation>Setujui</translation>
        </message>
        <message>
            <source>Who agrees?</source>
            <translation>Siapa yang menyetujui?</translation>
        </message>
        <message>
            <source>4 to 8 digits.</source>
            <translation>4 sampai 8 angka.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::BackupSection</name>
        <message>
            <source>The backup is made.</source>
            <translation>Cadangan selesai dibuat.</translation>
        </message>
        <message>
            <source>Noted. Keep the copy safe.</source>
            <translation>Dicatat. Simpan salinannya baik-baik.</translation>
        </message>
        <message>
            <source>The database runs elsewhere and is backed up there. A backup by hand goes into %1.</source>
            <translation>Basis data berjalan di tempat lain dan dicadangkan di sana. Cadangan manual disimpan di %1.</translation>
        </message>
        <message numerus="yes">
            <source>Every day at %1 into %2. The newest %n are kept. POS_BACKUP_AT and POS_BACKUP_DIR change it.</source>
            <translation>
                <numerusform>Setiap hari pukul %1 ke %2. %n yang terbaru disimpan. POS_BACKUP_AT dan POS_BACKUP_DIR mengubahnya.</numerusform>
            </translation>
        </message>
        <message>
            <source>Being written: %1; the last one had %2. The shop goes on selling.</source>
            <translation>Sedang ditulis: %1; yang terakhir %2. Toko tetap berjualan.</translation>
        </message>
        <message>
            <source>Being written: %1. The shop goes on selling.</source>
            <translation>Sedang ditulis: %1. Toko tetap berjualan.</translation>
        </message>
        <message>
            <source>The last try, %1, failed: %2</source>
            <translation>Percobaan terakhir, %1, gagal: %2</translation>
        </message>
        <message>
            <source>There is no backup yet.</source>
            <translation>Belum ada cadangan.</translation>
        </message>
        <message>
            <source>The last one: %1, %2.</source>
            <translation>Yang terakhir: %1, %2.</translation>
        </message>
        <message>
            <source>One is being made</source>
            <translation>Sedang dibuat</translation>
        </message>
        <message>
            <source>Wait a moment</source>
            <translation>Tunggu sebentar</translation>
        </message>
        <message>
            <source>Backups do not hold the keys. Without %1 nobody can ever read the names, addresses and telephone numbers in them again. Copy that folder to another safe place, apart from the backups.</source>
            <translation>Cadangan tidak memuat kunci. Tanpa %1, nama, alamat, dan nomor telepon di dalamnya tidak akan pernah bisa dibaca lagi. Salin folder itu ke tempat aman lain, terpisah dari cadangan.</translation>
        </message>
        <message>
            <source>Not confirmed yet.</source>
            <translation>Belum dikonfirmasi.</translation>
        </message>
        <message>
            <source>Confirmed on %1.</source>
            <translation>Dikonfirmasi pada %1.</translation>
        </message>
        <message>
            <source>The server runs elsewhere: restore there, with posctl restore</source>
            <translation>Server berjalan di tempat lain: pulihkan di sana dengan posctl restore</translation>
        </message>
        <message>
            <source>The database runs elsewhere: restore it there</source>
            <translation>Basis data berjalan di tempat lain: pulihkan di sana</translation>
        </message>
        <message>
            <source>A backup is being made</source>
            <translation>Cadangan sedang dibuat</translation>
        </message>
        <message>
            <source>Choose a backup first</source>
            <translation>Pilih cadangan dahulu</translation>
        </message>
        <message>
            <source>Backups</source>
            <translation>Cadangan</translation>
        </message>
        <message>
            <source>Back up now</source>
            <translation>Cadangkan sekarang</translation>
        </message>
        <message>
            <source>Progress of the backup</source>
            <translation>Kemajuan pencadangan</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Kunci</translation>
        </message>
        <message>
            <source>I keep a copy elsewhere</source>
            <translation>Saya menyimpan salinannya di tempat lain</translation>
        </message>
        <message>
            <source>Bring one back</source>
            <translation>Kembalikan cadangan</translation>
        </message>
        <message>
            <source>The first one appears here.</source>
            <translation>Yang pertama muncul di sini.</translation>
        </message>
        <message>
            <source>Restore…</source>
            <translation>Pulihkan…</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::BackupsModel</name>
        <message>
            <source>Made</source>
            <translation>Dibuat</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Jenis</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Ukuran</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Berkas</translation>
        </message>
        <message>
            <source>Cannot be read</source>
            <translation>Tidak terbaca</translation>
        </message>
        <message>
            <source>Daily</source>
            <translation>Harian</translation>
        </message>
        <message>
            <source>By hand</source>
            <translation>Manual</translation>
        </message>
        <message>
            <source>Before an upgrade</source>
            <translation>Sebelum pembaruan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::BarChart</name>
        <message>
            <source>Nothing sold yet</source>
            <translation>Belum ada yang terjual</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>still running</source>
            <translation>masih berjalan</translation>
        </message>
        <message>
            <source>%1bn</source>
            <translation>%1 M</translation>
        </message>
        <message>
            <source>%1m</source>
            <translation>%1 jt</translation>
        </message>
        <message>
            <source>%1k</source>
            <translation>%1 rb</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::BarcodeWords</name>
        <message>
            <source>Look at %1 again: as a barcode of a maker it would end in %2, not %3.</source>
            <translation>Periksa lagi %1: sebagai kode batang pabrik, akhirnya %2, bukan %3.</translation>
        </message>
        <message>
            <source>The check digits fit.</source>
            <translation>Angka periksanya cocok.</translation>
        </message>
        <message>
            <source>Scan or type; several with a space between them</source>
            <translation>Pindai atau ketik; beberapa dipisah spasi</translation>
        </message>
        <message>
            <source>A code of your own: it has no check digit.</source>
            <translation>Kode buatan sendiri: tidak punya angka periksa.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::CertificatePage</name>
        <message>
            <source>The certificate of %1 has changed</source>
            <translation>Sertifikat %1 berubah</translation>
        </message>
        <message>
            <source>The certificate of %1 is not confirmed</source>
            <translation>Sertifikat %1 belum dikonfirmasi</translation>
        </message>
        <message>
            <source>This may be a renewed certificate, or somebody between this computer and the server. Nothing was sent. Accept it only if whoever runs the server tells you the same fingerprint.</source>
            <translation>Mungkin sertifikatnya diperbarui, mungkin ada pihak di antara komputer ini dan server. Tidak ada yang dikirim. Terima hanya bila pengelola server menyebutkan sidik jari yang sama.</translation>
        </message>
        <message>
            <source>This computer does not trust who issued it. Nothing was sent. Accept it only if whoever runs the server tells you the same fingerprint.</source>
            <translation>Komputer ini tidak memercayai penerbitnya. Tidak ada yang dikirim. Terima hanya bila pengelola server menyebutkan sidik jari yang sama.</translation>
        </message>
        <message>
            <source>Confirmed before (SHA-256)</source>
            <translation>Dikonfirmasi sebelumnya (SHA-256)</translation>
        </message>
        <message>
            <source>Shown now (SHA-256)</source>
            <translation>Ditunjukkan sekarang (SHA-256)</translation>
        </message>
        <message>
            <source>Accept this certificate</source>
            <translation>Terima sertifikat ini</translation>
        </message>
        <message>
            <source>Another server</source>
            <translation>Server lain</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::CheckPage</name>
        <message>
            <source>Check and finish</source>
            <translation>Periksa dan selesai</translation>
        </message>
        <message>
            <source>The shop is made on this computer when you press the button. Go back to change an answer.</source>
            <translation>Toko dibuat di komputer ini saat tombol ditekan. Kembalilah untuk mengubah jawaban.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::CloseDialog</name>
        <message>
            <source>Close the window?</source>
            <translation>Tutup jendela?</translation>
        </message>
        <message>
            <source>The server of this computer is running. Other computers and tills of the shop work with it; they stop when it stops.</source>
            <translation>Server komputer ini sedang berjalan. Komputer dan kasir lain di toko memakainya; semuanya berhenti bila server berhenti.</translation>
        </message>
        <message>
            <source>Do the same from now on</source>
            <translation>Lakukan yang sama mulai sekarang</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Batal</translation>
        </message>
        <message>
            <source>Stop the server and quit</source>
            <translation>Hentikan server dan tutup</translation>
        </message>
        <message>
            <source>Go on in the tray</source>
            <translation>Lanjutkan di baki sistem</translation>
        </message>
        <message>
            <source>Minimise and go on</source>
            <translation>Kecilkan dan lanjutkan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::CodePage</name>
        <message>
            <source>This is needed.</source>
            <translation>Wajib diisi.</translation>
        </message>
        <message>
            <source>Paste the code out of the mail.</source>
            <translation>Tempelkan kode dari surel.</translation>
        </message>
        <message numerus="yes">
            <source>At least %n characters.</source>
            <translation>
                <numerusform>Paling sedikit %n karakter.</numerusform>
            </translation>
        </message>
        <message>
            <source>The new password holds. Sign in with it.</source>
            <translation>Kata sandi baru berlaku. Masuklah dengannya.</translation>
        </message>
        <message>
            <source>Your address is confirmed. You can sign in now.</source>
            <translation>Alamat Anda sudah dikonfirmasi. Anda bisa masuk sekarang.</translation>
        </message>
        <message>
            <source>Your account is made. Sign in with your new password.</source>
            <translation>Akun Anda sudah dibuat. Masuklah dengan kata sandi baru Anda.</translation>
        </message>
        <message>
            <source>Wait a moment</source>
            <translation>Tunggu sebentar</translation>
        </message>
        <message>
            <source>You were invited</source>
            <translation>Anda diundang</translation>
        </message>
        <message>
            <source>Confirm your address</source>
            <translation>Konfirmasi alamat Anda</translation>
        </message>
        <message>
            <source>New password</source>
            <translation>Kata sandi baru</translation>
        </message>
        <message>
            <source>The shop's owner sent you a code, or gave it to you.</source>
            <translation>Pemilik toko mengirimkan kode, atau memberikannya kepada Anda.</translation>
        </message>
        <message>
            <source>The code is in the mail that came when the shop was made.</source>
            <translation>Kodenya ada di surel yang datang ketika toko dibuat.</translation>
        </message>
        <message>
            <source>The code is in the mail you asked for. It is good for an hour.</source>
            <translation>Kodenya ada di surel yang Anda minta. Berlaku satu jam.</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Mulai</translation>
        </message>
        <message>
            <source>Confirm</source>
            <translation>Konfirmasi</translation>
        </message>
        <message>
            <source>Set the password</source>
            <translation>Tetapkan kata sandi</translation>
        </message>
        <message>
            <source>The code is for a new password</source>
            <translation>Kodenya untuk kata sandi baru</translation>
        </message>
        <message>
            <source>The code is to confirm my address</source>
            <translation>Kodenya untuk mengonfirmasi alamat saya</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Kode</translation>
        </message>
        <message>
            <source>You can also paste the whole mail</source>
            <translation>Anda juga bisa menempelkan seluruh surel</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>Nama Anda</translation>
        </message>
        <message>
            <source>As it stands on receipts and in lists</source>
            <translation>Seperti tertulis di struk dan daftar</translation>
        </message>
        <message numerus="yes">
            <source>At least %n characters. A few words in a row are easy to keep in mind.</source>
            <translation>
                <numerusform>Paling sedikit %n karakter. Beberapa kata berurutan mudah diingat.</numerusform>
            </translation>
        </message>
        <message>
            <source>Show the password</source>
            <translation>Tampilkan kata sandi</translation>
        </message>
        <message>
            <source>Hide the password</source>
            <translation>Sembunyikan kata sandi</translation>
        </message>
        <message>
            <source>Back to sign-in</source>
            <translation>Kembali ke halaman masuk</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::CommandPalette</name>
        <message>
            <source>What was found</source>
            <translation>Yang ditemukan</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Tidak ditemukan</translation>
        </message>
        <message>
            <source>A page, an action, a product, an order or a person</source>
            <translation>Halaman, tindakan, produk, pesanan, atau orang</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>Halaman</translation>
        </message>
        <message>
            <source>Actions</source>
            <translation>Tindakan</translation>
        </message>
        <message>
            <source>Products</source>
            <translation>Produk</translation>
        </message>
        <message>
            <source>Orders</source>
            <translation>Pesanan</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Orang</translation>
        </message>
        <message>
            <source>Searching</source>
            <translation>Mencari</translation>
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
            <translation>Orang lain sudah menyimpan perubahan. Versi mana yang dipakai?</translation>
        </message>
        <message>
            <source>Yours</source>
            <translation>Versi Anda</translation>
        </message>
        <message>
            <source>Stored now</source>
            <translation>Tersimpan kini</translation>
        </message>
        <message>
            <source>Save mine</source>
            <translation>Simpan versi saya</translation>
        </message>
        <message>
            <source>Take the stored one</source>
            <translation>Pakai yang tersimpan</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Save as chosen</source>
            <translation>Simpan pilihan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ConnectPage</name>
        <message>
            <source>Connecting to the server</source>
            <translation>Menghubungkan ke server</translation>
        </message>
        <message>
            <source>The server is not reached</source>
            <translation>Server tidak terjangkau</translation>
        </message>
        <message>
            <source>Nobody answers at %1. It is tried again every second.</source>
            <translation>Tidak ada jawaban dari %1. Dicoba lagi setiap detik.</translation>
        </message>
        <message>
            <source>The server is not ready yet</source>
            <translation>Server belum siap</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Coba lagi</translation>
        </message>
        <message>
            <source>Starting the server</source>
            <translation>Menjalankan server</translation>
        </message>
        <message>
            <source>The server could not be started</source>
            <translation>Server tidak dapat dijalankan</translation>
        </message>
        <message>
            <source>This server cannot be used</source>
            <translation>Server ini tidak bisa dipakai</translation>
        </message>
        <message>
            <source>Another server</source>
            <translation>Server lain</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ConnectionsDialog</name>
        <message>
            <source>This computer</source>
            <translation>Komputer ini</translation>
        </message>
        <message>
            <source>This window is on it</source>
            <translation>Jendela ini sedang memakainya</translation>
        </message>
        <message>
            <source>Write an address such as 192.168.1.20:8080.</source>
            <translation>Tulis alamat seperti 192.168.1.20:8080.</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>Sambungan</translation>
        </message>
        <message>
            <source>Connections to servers</source>
            <translation>Sambungan ke server</translation>
        </message>
        <message>
            <source>Which server this window works with. Passwords are not kept here.</source>
            <translation>Server yang dipakai jendela ini. Kata sandi tidak disimpan di sini.</translation>
        </message>
        <message>
            <source>Known servers</source>
            <translation>Server yang dikenal</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nama</translation>
        </message>
        <message>
            <source>As you call it, for example Kemang branch</source>
            <translation>Sebutan Anda, misalnya Cabang Kemang</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Alamat</translation>
        </message>
        <message>
            <source>For example 192.168.1.20:8080, or https://pos.example.com</source>
            <translation>Misalnya 192.168.1.20:8080, atau https://pos.example.com</translation>
        </message>
        <message>
            <source>Add a server</source>
            <translation>Tambah server</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Hapus</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Sambungkan</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Tutup</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::CountChoice</name>
        <message>
            <source>All products</source>
            <translation>Semua produk</translation>
        </message>
        <message>
            <source>Being loaded</source>
            <translation>Sedang dimuat</translation>
        </message>
        <message>
            <source>Count what is there without looking at what should be there: that is shown afterwards, with the differences, before anything is entered. Products you leave out stay as they are.</source>
            <translation>Hitung yang ada tanpa melihat yang seharusnya ada: itu ditampilkan sesudahnya bersama selisihnya, sebelum apa pun dicatat. Produk yang dilewati tetap seperti semula.</translation>
        </message>
        <message>
            <source>What to count</source>
            <translation>Yang dihitung</translation>
        </message>
        <message>
            <source>Start counting</source>
            <translation>Mulai menghitung</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::CountModel</name>
        <message>
            <source>Not yet</source>
            <translation>Belum</translation>
        </message>
        <message>
            <source>Other category</source>
            <translation>Kategori lain</translation>
        </message>
        <message>
            <source>Counted</source>
            <translation>Dihitung</translation>
        </message>
        <message>
            <source>Moved meanwhile</source>
            <translation>Bergerak tadi</translation>
        </message>
        <message>
            <source>Right</source>
            <translation>Cocok</translation>
        </message>
        <message>
            <source>Differs</source>
            <translation>Selisih</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>Produk</translation>
        </message>
        <message>
            <source>Expected</source>
            <translation>Tercatat</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Selisih</translation>
        </message>
        <message>
            <source>Worth</source>
            <translation>Nilai</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Keadaan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::CountPage</name>
        <message>
            <source>Your counts are still here.</source>
            <translation>Hasil hitungan Anda masih ada di sini.</translation>
        </message>
        <message numerus="yes">
            <source>More than %n products are too many for one count.</source>
            <translation>
                <numerusform>Lebih dari %n produk terlalu banyak untuk sekali hitung.</numerusform>
            </translation>
        </message>
        <message>
            <source>Count them category by category.</source>
            <translation>Hitunglah per kategori.</translation>
        </message>
        <message>
            <source>A number from zero on, such as 12.</source>
            <translation>Angka mulai dari nol, misalnya 12.</translation>
        </message>
        <message numerus="yes">
            <source>%n products moved while you counted.</source>
            <translation>
                <numerusform>%n produk bergerak selagi Anda menghitung.</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing was entered. Count them again, or keep your number if you counted after that.</source>
            <translation>Tidak ada yang dicatat. Hitung lagi, atau pertahankan angka Anda bila dihitung sesudahnya.</translation>
        </message>
        <message>
            <source>Nothing was entered. Your counts are still here.</source>
            <translation>Tidak ada yang dicatat. Hasil hitungan Anda masih ada di sini.</translation>
        </message>
        <message numerus="yes">
            <source>%n products were counted.</source>
            <translation>
                <numerusform>%n produk sudah dihitung.</numerusform>
            </translation>
        </message>
        <message>
            <source>All of them were right.</source>
            <translation>Semuanya cocok.</translation>
        </message>
        <message numerus="yes">
            <source>%n of them were corrected.</source>
            <translation>
                <numerusform>%n di antaranya dibetulkan.</numerusform>
            </translation>
        </message>
        <message>
            <source>The count is entered</source>
            <translation>Hitungan sudah dicatat</translation>
        </message>
        <message>
            <source>It moved while it was counted, for example by a sale.</source>
            <translation>Stoknya bergerak selagi dihitung, misalnya karena penjualan.</translation>
        </message>
        <message>
            <source>%1 of %2 counted products differ</source>
            <translation>%1 dari %2 produk yang dihitung berselisih</translation>
        </message>
        <message>
            <source>%1 of %2 counted</source>
            <translation>%1 dari %2 dihitung</translation>
        </message>
        <message>
            <source>Being loaded</source>
            <translation>Sedang dimuat</translation>
        </message>
        <message>
            <source>Nothing is counted yet</source>
            <translation>Belum ada yang dihitung</translation>
        </message>
        <message>
            <source>Some scanned codes are still looked up</source>
            <translation>Sebagian kode yang dipindai masih dicari</translation>
        </message>
        <message>
            <source>One number cannot be read</source>
            <translation>Ada angka yang tidak terbaca</translation>
        </message>
        <message>
            <source>Being entered</source>
            <translation>Sedang dicatat</translation>
        </message>
        <message>
            <source>Try again above first</source>
            <translation>Coba lagi dulu di atas</translation>
        </message>
        <message>
            <source>Decide about what moved meanwhile first</source>
            <translation>Putuskan dulu yang tadi bergerak</translation>
        </message>
        <message numerus="yes">
            <source>%n counted products are not entered yet.</source>
            <translation>
                <numerusform>%n produk yang dihitung belum dicatat.</numerusform>
            </translation>
        </message>
        <message>
            <source>Scan, or search by name, SKU or barcode</source>
            <translation>Pindai, atau cari nama, SKU, atau kode batang</translation>
        </message>
        <message>
            <source>Products of the count</source>
            <translation>Produk yang dihitung</translation>
        </message>
        <message>
            <source>Counted</source>
            <translation>Dihitung</translation>
        </message>
        <message>
            <source>Enter goes to the next one</source>
            <translation>Enter ke produk berikutnya</translation>
        </message>
        <message>
            <source>Count again</source>
            <translation>Hitung lagi</translation>
        </message>
        <message>
            <source>Mine is newer</source>
            <translation>Hitungan saya lebih baru</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Catatan</translation>
        </message>
        <message>
            <source>For example: monthly count</source>
            <translation>Misalnya: hitungan bulanan</translation>
        </message>
        <message>
            <source>Show the differences</source>
            <translation>Tampilkan selisih</translation>
        </message>
        <message>
            <source>Back to counting</source>
            <translation>Kembali menghitung</translation>
        </message>
        <message>
            <source>Enter the count</source>
            <translation>Catat hitungan</translation>
        </message>
        <message>
            <source>Count something else</source>
            <translation>Hitung yang lain</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::DayReport</name>
        <message>
            <source>%1 last week</source>
            <translation>%1 pekan lalu</translation>
        </message>
        <message>
            <source>Revenue</source>
            <translation>Omzet</translation>
        </message>
        <message>
            <source>Orders</source>
            <translation>Pesanan</translation>
        </message>
        <message>
            <source>Average basket</source>
            <translation>Rata-rata belanja</translation>
        </message>
        <message>
            <source>Gross profit</source>
            <translation>Laba kotor</translation>
        </message>
        <message>
            <source>%1:00 to %2:00</source>
            <translation>%1.00 sampai %2.00</translation>
        </message>
        <message>
            <source>vs %1</source>
            <translation>dari %1</translation>
        </message>
        <message>
            <source>nothing a week ago</source>
            <translation>pekan lalu belum ada</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::DesktopSection</name>
        <message>
            <source>This desktop</source>
            <translation>Komputer ini</translation>
        </message>
        <message>
            <source>Holds at once, on this computer alone.</source>
            <translation>Langsung berlaku, hanya di komputer ini.</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Bahasa</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>Tampilan</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Terang</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Gelap</translation>
        </message>
        <message>
            <source>Size of text</source>
            <translation>Ukuran teks</translation>
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
            <translation>Tutup  (Esc)</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::DocumentForm</name>
        <message>
            <source>This is needed.</source>
            <translation>Wajib diisi.</translation>
        </message>
        <message>
            <source>Nothing was saved. What you typed is still here.</source>
            <translation>Belum tersimpan. Yang Anda ketik masih ada di sini.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::DraftOffer</name>
        <message>
            <source>Restore</source>
            <translation>Pulihkan</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Buang</translation>
        </message>
        <message>
            <source>Something was not saved</source>
            <translation>Ada yang belum disimpan</translation>
        </message>
        <message>
            <source>%1 was not saved</source>
            <translation>%1 belum disimpan</translation>
        </message>
        <message>
            <source>You typed it %1, then the program ended.</source>
            <translation>Anda mengetiknya %1, lalu program berhenti.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::EntryPage</name>
        <message>
            <source>%1 is a service: no stock is kept of it.</source>
            <translation>%1 adalah jasa: stoknya tidak dicatat.</translation>
        </message>
        <message>
            <source>No product has the code %1.</source>
            <translation>Tidak ada produk dengan kode %1.</translation>
        </message>
        <message>
            <source>It was not added. Search for the product by its name, or give it this barcode first.</source>
            <translation>Tidak ditambahkan. Cari produknya dengan nama, atau beri dulu kode batang ini.</translation>
        </message>
        <message numerus="yes">
            <source>%n scanned codes are kept and wait for it.</source>
            <translation>
                <numerusform>%n kode yang dipindai disimpan dan menunggu.</numerusform>
            </translation>
        </message>
        <message>
            <source>Nobody knows yet whether this was entered. Try again: it is entered once.</source>
            <translation>Belum diketahui apakah ini sudah dicatat. Coba lagi: dicatat satu kali saja.</translation>
        </message>
        <message>
            <source>Leave without entering it?</source>
            <translation>Tinggalkan tanpa mencatatnya?</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Buang</translation>
        </message>
        <message>
            <source>Go on with it</source>
            <translation>Lanjutkan</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Coba lagi</translation>
        </message>
        <message>
            <source>Show the document</source>
            <translation>Lihat dokumennya</translation>
        </message>
        <message>
            <source>Being entered</source>
            <translation>Sedang dicatat</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ErrorWords</name>
        <message>
            <source>No connection to the server.</source>
            <translation>Tidak terhubung ke server.</translation>
        </message>
        <message>
            <source>The server did not answer in time.</source>
            <translation>Server tidak menjawab tepat waktu.</translation>
        </message>
        <message>
            <source>You are not signed in.</source>
            <translation>Anda belum masuk.</translation>
        </message>
        <message>
            <source>You are not allowed to do this.</source>
            <translation>Anda tidak berhak melakukan ini.</translation>
        </message>
        <message>
            <source>This is not there any more.</source>
            <translation>Data ini sudah tidak ada.</translation>
        </message>
        <message>
            <source>This does not fit what is stored by now.</source>
            <translation>Ini tidak cocok dengan data yang tersimpan sekarang.</translation>
        </message>
        <message>
            <source>Somebody else changed this meanwhile.</source>
            <translation>Orang lain telah mengubah data ini.</translation>
        </message>
        <message>
            <source>Too many tries. Wait a moment, then try again.</source>
            <translation>Terlalu banyak percobaan. Tunggu sebentar, lalu coba lagi.</translation>
        </message>
        <message>
            <source>The server cannot do this right now. Try again in a moment.</source>
            <translation>Server belum dapat melakukannya sekarang. Coba lagi sebentar lagi.</translation>
        </message>
        <message>
            <source>This is larger than the server takes.</source>
            <translation>Ukurannya melebihi batas server.</translation>
        </message>
        <message>
            <source>Some fields need a correction.</source>
            <translation>Beberapa isian perlu diperbaiki.</translation>
        </message>
        <message>
            <source>The server could not do this. Its log says why.</source>
            <translation>Server gagal melakukannya. Sebabnya ada di catatan server.</translation>
        </message>
        <message>
            <source>Nobody has confirmed the certificate of this server yet.</source>
            <translation>Sertifikat server ini belum dikonfirmasi siapa pun.</translation>
        </message>
        <message>
            <source>The certificate of the server is not the one that was confirmed.</source>
            <translation>Sertifikat server bukan yang telah dikonfirmasi.</translation>
        </message>
        <message>
            <source>Something answers at this address, but it is not a POS server.</source>
            <translation>Ada yang menjawab di alamat ini, tetapi bukan server POS.</translation>
        </message>
        <message>
            <source>The server is older than this window (%1). Bring both to the same version.</source>
            <translation>Server lebih lama daripada jendela ini (%1). Samakan versi keduanya.</translation>
        </message>
        <message>
            <source>The server has version %1, this window the newer %2. Update the server.</source>
            <translation>Server memakai versi %1, jendela ini versi lebih baru %2. Perbarui server.</translation>
        </message>
        <message>
            <source>The server has version %1, this window the older %2. Update this window.</source>
            <translation>Server memakai versi %1, jendela ini versi lebih lama %2. Perbarui jendela ini.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::FilterBar</name>
        <message>
            <source>Remove this filter</source>
            <translation>Hapus saringan ini</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Saring</translation>
        </message>
        <message>
            <source>Clear all</source>
            <translation>Hapus semua</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::FilterPopup</name>
        <message>
            <source>Apply</source>
            <translation>Terapkan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::FirstRunWizard</name>
        <message>
            <source>Step %1 of %2</source>
            <translation>Langkah %1 dari %2</translation>
        </message>
        <message>
            <source>This is the first step</source>
            <translation>Ini langkah pertama</translation>
        </message>
        <message>
            <source>The shop is being made</source>
            <translation>Toko sedang dibuat</translation>
        </message>
        <message>
            <source>Make the shop</source>
            <translation>Buat toko</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Lanjutkan</translation>
        </message>
        <message>
            <source>Your answers are kept.</source>
            <translation>Jawaban Anda tetap tersimpan.</translation>
        </message>
        <message>
            <source>Set up this shop. About three minutes.</source>
            <translation>Siapkan toko ini. Sekitar tiga menit.</translation>
        </message>
        <message>
            <source>Nothing leaves this computer during setup.</source>
            <translation>Selama penyiapan, tidak ada data yang keluar dari komputer ini.</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Kembali</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::HeldOrdersDialog</name>
        <message>
            <source>Held orders</source>
            <translation>Pesanan tertahan</translation>
        </message>
        <message>
            <source>No order is held</source>
            <translation>Tidak ada pesanan tertahan</translation>
        </message>
        <message>
            <source>An order that is held waits here, for every till, until it is taken up again.</source>
            <translation>Pesanan yang ditahan menunggu di sini, untuk setiap kasir, sampai dilanjutkan.</translation>
        </message>
        <message>
            <source>Drop it</source>
            <translation>Buang</translation>
        </message>
        <message>
            <source>Take up</source>
            <translation>Lanjutkan</translation>
        </message>
        <message>
            <source>Choose one first</source>
            <translation>Pilih satu dahulu</translation>
        </message>
        <message>
            <source>Drop this held order?</source>
            <translation>Buang pesanan tertahan ini?</translation>
        </message>
        <message>
            <source>Nothing was sold with it. It cannot be brought back.</source>
            <translation>Belum ada yang terjual dengannya. Pesanan ini tidak dapat dikembalikan.</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>Biarkan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::HeldOrdersModel</name>
        <message>
            <source>Held as</source>
            <translation>Ditahan sebagai</translation>
        </message>
        <message>
            <source>Lines</source>
            <translation>Baris</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>Sejak</translation>
        </message>
        <message>
            <source>Without a name</source>
            <translation>Tanpa nama</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::HelpWindow</name>
        <message>
            <source>Help</source>
            <translation>Bantuan</translation>
        </message>
        <message>
            <source>Search the help</source>
            <translation>Cari di bantuan</translation>
        </message>
        <message>
            <source>Pages of the help</source>
            <translation>Halaman bantuan</translation>
        </message>
        <message>
            <source>Text of the help</source>
            <translation>Teks bantuan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::HoldDialog</name>
        <message>
            <source>Hold this order</source>
            <translation>Tahan pesanan ini</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nama</translation>
        </message>
        <message>
            <source>A table or a customer, to find it again. It may be empty.</source>
            <translation>Meja atau pelanggan, agar mudah ditemukan. Boleh kosong.</translation>
        </message>
        <message>
            <source>Hold</source>
            <translation>Tahan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ImportColumns</name>
        <message>
            <source>Encoding</source>
            <translation>Penyandian</translation>
        </message>
        <message>
            <source>Separator</source>
            <translation>Pemisah</translation>
        </message>
        <message>
            <source>Decimal mark</source>
            <translation>Tanda desimal</translation>
        </message>
        <message>
            <source>Times are written</source>
            <translation>Penulisan waktu</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Pilih…</translation>
        </message>
        <message>
            <source>Not in the file</source>
            <translation>Tidak ada di berkas</translation>
        </message>
        <message>
            <source>This import has already run</source>
            <translation>Impor ini sudah dijalankan</translation>
        </message>
        <message>
            <source>How the file is written</source>
            <translation>Cara berkas ditulis</translation>
        </message>
        <message>
            <source>Which column holds what</source>
            <translation>Kolom mana memuat apa</translation>
        </message>
        <message>
            <source>The columns of the file</source>
            <translation>Kolom berkas</translation>
        </message>
        <message>
            <source>The first lines of the file</source>
            <translation>Baris pertama berkas</translation>
        </message>
        <message>
            <source>Check again</source>
            <translation>Periksa lagi</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ImportPanel</name>
        <message>
            <source>The import is done.</source>
            <translation>Impor selesai.</translation>
        </message>
        <message>
            <source>Choose a file to import</source>
            <translation>Pilih berkas untuk diimpor</translation>
        </message>
        <message>
            <source>CSV files (*.csv *.txt *.tsv)</source>
            <translation>Berkas CSV (*.csv *.txt *.tsv)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Semua berkas (*)</translation>
        </message>
        <message>
            <source>Another file is being sent. Wait for it, or cancel it.</source>
            <translation>Berkas lain sedang dikirim. Tunggu, atau batalkan.</translation>
        </message>
        <message>
            <source>The file cannot be read: %1</source>
            <translation>Berkas tidak dapat dibaca: %1</translation>
        </message>
        <message>
            <source>Save the template</source>
            <translation>Simpan templat</translation>
        </message>
        <message>
            <source>sales template.csv</source>
            <translation>templat penjualan.csv</translation>
        </message>
        <message>
            <source>products template.csv</source>
            <translation>templat produk.csv</translation>
        </message>
        <message>
            <source>Template saved.</source>
            <translation>Templat disimpan.</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Impor</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ImportRowsModel</name>
        <message>
            <source>Line</source>
            <translation>Baris</translation>
        </message>
        <message>
            <source>SKU</source>
            <translation>SKU</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nama</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Hasil</translation>
        </message>
        <message>
            <source>What to know</source>
            <translation>Yang perlu diketahui</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ImportStart</name>
        <message>
            <source>Import</source>
            <translation>Impor</translation>
        </message>
        <message>
            <source>Products and past sales from a file of another system</source>
            <translation>Produk dan penjualan lama dari berkas sistem lain</translation>
        </message>
        <message>
            <source>Products</source>
            <translation>Produk</translation>
        </message>
        <message>
            <source>With prices, barcodes, categories and stock. Can be undone.</source>
            <translation>Dengan harga, kode batang, kategori, dan stok. Bisa diurungkan.</translation>
        </message>
        <message>
            <source>Past sales</source>
            <translation>Penjualan lama</translation>
        </message>
        <message>
            <source>Invoices become orders, refunds and stock movements. They stay.</source>
            <translation>Faktur menjadi pesanan, pengembalian, dan mutasi stok. Ini tetap.</translation>
        </message>
        <message>
            <source>Drop a CSV file here, or choose it.</source>
            <translation>Jatuhkan berkas CSV di sini, atau pilih.</translation>
        </message>
        <message>
            <source>One line an item: invoice, SKU, quantity, time, price. Nothing is written before you have seen what would happen.</source>
            <translation>Satu baris per barang: faktur, SKU, jumlah, waktu, harga. Tidak ada yang ditulis sebelum Anda melihat apa yang akan terjadi.</translation>
        </message>
        <message>
            <source>One line a product: SKU, name, price. Nothing is written before you have seen what would happen.</source>
            <translation>Satu baris per produk: SKU, nama, harga. Tidak ada yang ditulis sebelum Anda melihat apa yang akan terjadi.</translation>
        </message>
        <message>
            <source>Choose a file…</source>
            <translation>Pilih berkas…</translation>
        </message>
        <message>
            <source>Template…</source>
            <translation>Templat…</translation>
        </message>
        <message>
            <source>A file to start from, with the headings and one example line</source>
            <translation>Berkas awal, dengan judul kolom dan satu baris contoh</translation>
        </message>
        <message>
            <source>Imports so far</source>
            <translation>Impor sejauh ini</translation>
        </message>
        <message>
            <source>No imports yet</source>
            <translation>Belum ada impor</translation>
        </message>
        <message>
            <source>Each import stays in this list with what became of every line.</source>
            <translation>Setiap impor tetap ada di daftar ini beserta hasil setiap barisnya.</translation>
        </message>
        <message>
            <source>What it holds</source>
            <translation>Isinya</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ImportView</name>
        <message>
            <source>Undo this import?</source>
            <translation>Urungkan impor ini?</translation>
        </message>
        <message>
            <source>Products it made are archived and what it changed is put back. Products that were sold, moved or edited since stay as they are.</source>
            <translation>Produk yang dibuatnya diarsipkan dan yang diubahnya dikembalikan. Produk yang sejak itu dijual, dipindah, atau diubah dibiarkan.</translation>
        </message>
        <message>
            <source>Undo the import</source>
            <translation>Urungkan impor</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>Biarkan</translation>
        </message>
        <message>
            <source>Stopping …</source>
            <translation>Menghentikan …</translation>
        </message>
        <message>
            <source>Sending the file to the server</source>
            <translation>Mengirim berkas ke server</translation>
        </message>
        <message>
            <source>Checking every line; nothing is written yet</source>
            <translation>Memeriksa setiap baris; belum ada yang ditulis</translation>
        </message>
        <message>
            <source>Taking back what was imported</source>
            <translation>Menarik kembali yang diimpor</translation>
        </message>
        <message>
            <source>Adjusting stock</source>
            <translation>Menyesuaikan stok</translation>
        </message>
        <message>
            <source>Making orders and refunds</source>
            <translation>Membuat pesanan dan pengembalian</translation>
        </message>
        <message>
            <source>Making and changing products</source>
            <translation>Membuat dan mengubah produk</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 dari %2</translation>
        </message>
        <message numerus="yes">
            <source>%1 lines read</source>
            <translation>
                <numerusform>%1 baris terbaca</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %2 lines</source>
            <translation>
                <numerusform>%1 dari %2 baris</numerusform>
            </translation>
        </message>
        <message>
            <source>The file cannot be read.</source>
            <translation>Berkas tidak dapat dibaca.</translation>
        </message>
        <message>
            <source>Nothing is lost; it goes on from where it is.</source>
            <translation>Tidak ada yang hilang; dilanjutkan dari posisi terakhir.</translation>
        </message>
        <message>
            <source>The file cannot be imported like this.</source>
            <translation>Berkas tidak dapat diimpor seperti ini.</translation>
        </message>
        <message numerus="yes">
            <source>%1 lines have errors and are left out.</source>
            <translation>
                <numerusform>%1 baris bermasalah dan tidak diikutkan.</numerusform>
            </translation>
        </message>
        <message>
            <source>There is nothing to do: the shop has all of it.</source>
            <translation>Tidak ada yang perlu dilakukan: toko sudah punya semuanya.</translation>
        </message>
        <message numerus="yes">
            <source>%1 lines are ready.</source>
            <translation>
                <numerusform>%1 baris siap.</numerusform>
            </translation>
        </message>
        <message>
            <source>The import is done.</source>
            <translation>Impor selesai.</translation>
        </message>
        <message>
            <source>Cancelled. Nothing was imported.</source>
            <translation>Dibatalkan. Tidak ada yang diimpor.</translation>
        </message>
        <message numerus="yes">
            <source>Cancelled. %1 lines were not imported.</source>
            <translation>
                <numerusform>Dibatalkan. %1 baris tidak diimpor.</numerusform>
            </translation>
        </message>
        <message>
            <source>What was imported before can be undone.</source>
            <translation>Yang sudah diimpor sebelumnya bisa diurungkan.</translation>
        </message>
        <message>
            <source>The import stopped.</source>
            <translation>Impor terhenti.</translation>
        </message>
        <message>
            <source>The import was taken back.</source>
            <translation>Impor sudah ditarik kembali.</translation>
        </message>
        <message>
            <source>The file was not sent to the end.</source>
            <translation>Berkas belum terkirim seluruhnya.</translation>
        </message>
        <message>
            <source>Choose it again to import it.</source>
            <translation>Pilih lagi untuk mengimpornya.</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Show these lines</source>
            <translation>Tampilkan baris ini</translation>
        </message>
        <message numerus="yes">
            <source>Import %1 lines</source>
            <translation>
                <numerusform>Impor %1 baris</numerusform>
            </translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Impor</translation>
        </message>
        <message>
            <source>There is nothing that can be imported</source>
            <translation>Tidak ada yang dapat diimpor</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Hasil</translation>
        </message>
        <message>
            <source>All imports</source>
            <translation>Semua impor</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Buang</translation>
        </message>
        <message>
            <source>The file is thrown away, nothing is imported</source>
            <translation>Berkas dibuang, tidak ada yang diimpor</translation>
        </message>
        <message>
            <source>Undo…</source>
            <translation>Urungkan…</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Coba lagi</translation>
        </message>
        <message>
            <source>Lines</source>
            <translation>Baris</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>Kolom</translation>
        </message>
        <message>
            <source>Parts of the import</source>
            <translation>Bagian impor</translation>
        </message>
        <message>
            <source>No lines to show yet</source>
            <translation>Belum ada baris untuk ditampilkan</translation>
        </message>
        <message>
            <source>They appear here as soon as the file has been checked.</source>
            <translation>Baris muncul di sini setelah berkas diperiksa.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ImportWords</name>
        <message>
            <source>Past sales</source>
            <translation>Penjualan lama</translation>
        </message>
        <message>
            <source>Products</source>
            <translation>Produk</translation>
        </message>
        <message>
            <source>Not sent to the end</source>
            <translation>Belum terkirim seluruhnya</translation>
        </message>
        <message>
            <source>Being checked</source>
            <translation>Sedang diperiksa</translation>
        </message>
        <message>
            <source>Checked, not run yet</source>
            <translation>Sudah diperiksa, belum dijalankan</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Berjalan</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Selesai</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Dibatalkan</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Gagal</translation>
        </message>
        <message>
            <source>Being undone</source>
            <translation>Sedang diurungkan</translation>
        </message>
        <message>
            <source>Undone</source>
            <translation>Diurungkan</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Terbaca</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Kesalahan</translation>
        </message>
        <message>
            <source>Will be made</source>
            <translation>Akan dibuat</translation>
        </message>
        <message>
            <source>Will be changed</source>
            <translation>Akan diubah</translation>
        </message>
        <message>
            <source>Same as now</source>
            <translation>Sama seperti sekarang</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Dibuat</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>Diubah</translation>
        </message>
        <message>
            <source>Taken back</source>
            <translation>Ditarik kembali</translation>
        </message>
        <message>
            <source>Put back</source>
            <translation>Dikembalikan</translation>
        </message>
        <message>
            <source>Kept</source>
            <translation>Dibiarkan</translation>
        </message>
        <message>
            <source>Will be a sale</source>
            <translation>Akan jadi penjualan</translation>
        </message>
        <message>
            <source>Will be a refund</source>
            <translation>Akan jadi pengembalian</translation>
        </message>
        <message>
            <source>Will adjust stock</source>
            <translation>Akan menyesuaikan stok</translation>
        </message>
        <message>
            <source>There already</source>
            <translation>Sudah ada</translation>
        </message>
        <message>
            <source>Sale</source>
            <translation>Penjualan</translation>
        </message>
        <message>
            <source>Refund of a sale</source>
            <translation>Pengembalian penjualan</translation>
        </message>
        <message>
            <source>Stock adjusted</source>
            <translation>Stok disesuaikan</translation>
        </message>
        <message>
            <source>SKU</source>
            <translation>SKU</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nama</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>Harga</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Kategori</translation>
        </message>
        <message>
            <source>Barcode</source>
            <translation>Kode batang</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>Harga pokok</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Satuan</translation>
        </message>
        <message>
            <source>Goods or service</source>
            <translation>Barang atau jasa</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>Stok</translation>
        </message>
        <message>
            <source>Low-stock threshold</source>
            <translation>Batas stok menipis</translation>
        </message>
        <message>
            <source>Invoice</source>
            <translation>Faktur</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>Jumlah</translation>
        </message>
        <message>
            <source>Date and time</source>
            <translation>Tanggal dan waktu</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Pelanggan</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>this value is not known here</source>
            <translation>nilai ini tidak dikenal di sini</translation>
        </message>
        <message>
            <source>holds characters that cannot be stored</source>
            <translation>berisi huruf yang tidak dapat disimpan</translation>
        </message>
        <message>
            <source>is not a number</source>
            <translation>bukan angka</translation>
        </message>
        <message>
            <source>is not a time as the other lines write it</source>
            <translation>bukan waktu seperti ditulis di baris lain</translation>
        </message>
        <message>
            <source>is too large</source>
            <translation>terlalu besar</translation>
        </message>
        <message>
            <source>must not be below zero</source>
            <translation>tidak boleh di bawah nol</translation>
        </message>
        <message>
            <source>is too long</source>
            <translation>terlalu panjang</translation>
        </message>
        <message>
            <source>has more decimals than are kept</source>
            <translation>desimalnya lebih banyak daripada yang disimpan</translation>
        </message>
        <message>
            <source>stands in the file before</source>
            <translation>sudah ada di atasnya dalam berkas</translation>
        </message>
        <message>
            <source>belongs to another product</source>
            <translation>milik produk lain</translation>
        </message>
        <message>
            <source>another line of this invoice cannot be read</source>
            <translation>baris lain dari faktur ini tidak terbaca</translation>
        </message>
        <message>
            <source>an invoice is either a sale or a refund</source>
            <translation>satu faktur adalah penjualan atau pengembalian</translation>
        </message>
        <message>
            <source>has been sold, moved or edited since, and stays</source>
            <translation>sudah dijual, dipindah, atau diubah sejak itu, dan dibiarkan</translation>
        </message>
        <message>
            <source>the file has no such column</source>
            <translation>berkas tidak punya kolom itu</translation>
        </message>
        <message>
            <source>The file has no lines.</source>
            <translation>Berkas tidak punya baris.</translation>
        </message>
        <message>
            <source>The file is written in another encoding than the one chosen. Choose another one under Columns, then check again.</source>
            <translation>Berkas ditulis dengan penyandian lain daripada yang dipilih. Pilih yang lain di bawah Kolom, lalu periksa lagi.</translation>
        </message>
        <message>
            <source>A quotation mark is opened and never closed. Mend it in the file, then choose the file again.</source>
            <translation>Ada tanda kutip yang dibuka dan tidak pernah ditutup. Perbaiki di berkas, lalu pilih berkas itu lagi.</translation>
        </message>
        <message>
            <source>A line has more columns than a file may have. Is the separator right?</source>
            <translation>Ada baris dengan kolom lebih banyak daripada yang diizinkan. Apakah pemisahnya benar?</translation>
        </message>
        <message>
            <source>This is not a text file. Save it as CSV in the program it comes from, then choose that file.</source>
            <translation>Ini bukan berkas teks. Simpan sebagai CSV di program asalnya, lalu pilih berkas itu.</translation>
        </message>
        <message>
            <source>choose the column that holds it</source>
            <translation>pilih kolom yang memuatnya</translation>
        </message>
        <message>
            <source>is empty</source>
            <translation>kosong</translation>
        </message>
        <message>
            <source>This file is empty.</source>
            <translation>Berkas ini kosong.</translation>
        </message>
        <message>
            <source>This file is larger than 512 MB. Split it, then import the parts one after the other.</source>
            <translation>Berkas ini lebih besar dari 512 MB. Bagi menjadi beberapa, lalu impor satu per satu.</translation>
        </message>
        <message>
            <source>This is a workbook of a spreadsheet. Save it there as CSV, then choose that file.</source>
            <translation>Ini buku kerja lembar sebar. Simpan di sana sebagai CSV, lalu pilih berkas itu.</translation>
        </message>
        <message>
            <source>Windows-1252 (older Excel)</source>
            <translation>Windows-1252 (Excel lama)</translation>
        </message>
        <message>
            <source>Comma  ,</source>
            <translation>Koma  ,</translation>
        </message>
        <message>
            <source>Semicolon  ;</source>
            <translation>Titik koma  ;</translation>
        </message>
        <message>
            <source>Tab</source>
            <translation>Tab</translation>
        </message>
        <message>
            <source>Bar  |</source>
            <translation>Garis tegak  |</translation>
        </message>
        <message>
            <source>Point  1.25</source>
            <translation>Titik  1.25</translation>
        </message>
        <message>
            <source>Comma  1,25</source>
            <translation>Koma  1,25</translation>
        </message>
        <message>
            <source>Refund without its sale</source>
            <translation>Pengembalian tanpa penjualan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ImportsModel</name>
        <message>
            <source>File</source>
            <translation>Berkas</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Waktu</translation>
        </message>
        <message>
            <source>What it holds</source>
            <translation>Isinya</translation>
        </message>
        <message>
            <source>Lines</source>
            <translation>Baris</translation>
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
            <translation>Surelnya sedang ditulis.</translation>
        </message>
        <message>
            <source>The mail is not written yet. Services shows what holds it up.</source>
            <translation>Surelnya belum ditulis. Halaman Layanan menunjukkan penyebabnya.</translation>
        </message>
        <message>
            <source>The invitation was sent again. The code before it is no longer good.</source>
            <translation>Undangan dikirim lagi. Kode sebelumnya tidak berlaku lagi.</translation>
        </message>
        <message>
            <source>Withdraw the invitation?</source>
            <translation>Tarik undangan?</translation>
        </message>
        <message>
            <source>The code in the mail is no longer good, and the address is erased from the shop.</source>
            <translation>Kode di surel tidak berlaku lagi, dan alamatnya dihapus dari toko.</translation>
        </message>
        <message>
            <source>Withdraw</source>
            <translation>Tarik</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Batal</translation>
        </message>
        <message>
            <source>Invitation withdrawn.</source>
            <translation>Undangan ditarik.</translation>
        </message>
        <message>
            <source>Invitation</source>
            <translation>Undangan</translation>
        </message>
        <message>
            <source>Invited as: %1. The code was good until %2; send it again for a new one.</source>
            <translation>Diundang sebagai: %1. Kodenya berlaku sampai %2; kirim lagi untuk kode baru.</translation>
        </message>
        <message>
            <source>Invited as: %1. The code is good until %2. They choose "I was invited" on the sign-in page and enter it there.</source>
            <translation>Diundang sebagai: %1. Kodenya berlaku sampai %2. Orangnya memilih "Saya diundang" di halaman masuk dan memasukkannya di sana.</translation>
        </message>
        <message>
            <source>Being sent</source>
            <translation>Sedang dikirim</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Kirim lagi</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::InvitationsModel</name>
        <message>
            <source>Expired</source>
            <translation>Kedaluwarsa</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Terbuka</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>Surel</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Peran</translation>
        </message>
        <message>
            <source>Invited</source>
            <translation>Diundang</translation>
        </message>
        <message>
            <source>Good until</source>
            <translation>Berlaku sampai</translation>
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
            <translation>Tulis alamat surelnya.</translation>
        </message>
        <message>
            <source>What you typed is still here.</source>
            <translation>Yang Anda ketik masih ada di sini.</translation>
        </message>
        <message>
            <source>Being sent</source>
            <translation>Sedang dikirim</translation>
        </message>
        <message>
            <source>Invite somebody</source>
            <translation>Undang seseorang</translation>
        </message>
        <message>
            <source>They choose their own password</source>
            <translation>Kata sandinya dipilih sendiri</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>Surel</translation>
        </message>
        <message>
            <source>The invitation goes there. It is good for seven days.</source>
            <translation>Undangan dikirim ke sana. Berlaku tujuh hari.</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Peran</translation>
        </message>
        <message>
            <source>Language of the invitation</source>
            <translation>Bahasa undangan</translation>
        </message>
        <message>
            <source>Invite</source>
            <translation>Undang</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Batal</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ItemPicker</name>
        <message>
            <source>Products found</source>
            <translation>Produk yang ditemukan</translation>
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
            <translation>beberapa detik lagi</translation>
        </message>
        <message numerus="yes">
            <source>about %n seconds left</source>
            <translation>
                <numerusform>sekitar %n detik lagi</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>about %n minutes left</source>
            <translation>
                <numerusform>sekitar %n menit lagi</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Batal</translation>
        </message>
        <message>
            <source>It stops after what it is at</source>
            <translation>Berhenti setelah yang sedang dikerjakan selesai</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::LabelsDialog</name>
        <message>
            <source>A number from 0 to %1.</source>
            <translation>Angka dari 0 sampai %1.</translation>
        </message>
        <message>
            <source>A number from 1 to %1.</source>
            <translation>Angka dari 1 sampai %1.</translation>
        </message>
        <message numerus="yes">
            <source>%n labels, </source>
            <translation>
                <numerusform>%n label, </numerusform>
            </translation>
        </message>
        <message>
            <source>page %1 of %2</source>
            <translation>halaman %1 dari %2</translation>
        </message>
        <message>
            <source>There is no label to print</source>
            <translation>Tidak ada label untuk dicetak</translation>
        </message>
        <message>
            <source>One of the numbers cannot be used</source>
            <translation>Ada angka yang tidak dapat dipakai</translation>
        </message>
        <message>
            <source>This is the first page</source>
            <translation>Ini halaman pertama</translation>
        </message>
        <message>
            <source>This is the last page</source>
            <translation>Ini halaman terakhir</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>Label</translation>
        </message>
        <message>
            <source>Keep as PDF</source>
            <translation>Simpan PDF</translation>
        </message>
        <message>
            <source>%1 cannot be written.</source>
            <translation>%1 tidak dapat ditulis.</translation>
        </message>
        <message>
            <source>Print labels</source>
            <translation>Cetak label</translation>
        </message>
        <message>
            <source>Products with labels</source>
            <translation>Produk berlabel</translation>
        </message>
        <message>
            <source>Preview of the page</source>
            <translation>Pratinjau halaman</translation>
        </message>
        <message>
            <source>Labels of this product</source>
            <translation>Label produk ini</translation>
        </message>
        <message>
            <source>First free label</source>
            <translation>Label kosong pertama</translation>
        </message>
        <message>
            <source>On a sheet that was begun</source>
            <translation>Untuk lembar yang sudah terpakai</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>Kertas</translation>
        </message>
        <message>
            <source>A4, 65 labels of 38 × 21 mm</source>
            <translation>A4, 65 label 38 × 21 mm</translation>
        </message>
        <message>
            <source>A4, 21 labels of 64 × 38 mm</source>
            <translation>A4, 21 label 64 × 38 mm</translation>
        </message>
        <message>
            <source>Roll, 58 × 32 mm</source>
            <translation>Gulungan, 58 × 32 mm</translation>
        </message>
        <message>
            <source>Roll, 38 × 25 mm</source>
            <translation>Gulungan, 38 × 25 mm</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nama</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>Harga</translation>
        </message>
        <message>
            <source>As many of all</source>
            <translation>Samakan semua</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Sebelumnya</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Berikutnya</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>Cetak</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Tutup</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::LabelsModel</name>
        <message>
            <source>This code cannot be written as bars</source>
            <translation>Kode ini tidak dapat dibuat garis</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>Produk</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Kode</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>Label</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::LanguagePage</name>
        <message>
            <source>Language</source>
            <translation>Bahasa</translation>
        </message>
        <message>
            <source>Of this window, of mails and of receipts. Each person can choose another one for their window later.</source>
            <translation>Untuk jendela ini, surel, dan struk. Nanti setiap orang dapat memilih bahasa lain untuk jendelanya.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ListExport</name>
        <message>
            <source>Workbook for Excel and LibreOffice (*.xlsx)</source>
            <translation>Buku kerja untuk Excel dan LibreOffice (*.xlsx)</translation>
        </message>
        <message>
            <source>CSV with semicolons and decimal comma, for Excel in Indonesian (*.csv)</source>
            <translation>CSV dengan titik koma dan koma desimal, untuk Excel bahasa Indonesia (*.csv)</translation>
        </message>
        <message>
            <source>CSV with commas and decimal point (*.csv)</source>
            <translation>CSV dengan koma dan titik desimal (*.csv)</translation>
        </message>
        <message>
            <source>Export the list</source>
            <translation>Ekspor daftar</translation>
        </message>
        <message>
            <source>The file cannot be written: %1</source>
            <translation>Berkas tidak dapat ditulis: %1</translation>
        </message>
        <message>
            <source>Writing all rows of this list to %1</source>
            <translation>Menulis semua baris daftar ini ke %1</translation>
        </message>
        <message numerus="yes">
            <source>%1 rows so far</source>
            <translation>
                <numerusform>%1 baris sejauh ini</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 rows written to %2.</source>
            <translation>
                <numerusform>%1 baris ditulis ke %2.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The export stopped after %1 rows.</source>
            <translation>
                <numerusform>Ekspor terhenti setelah %1 baris.</numerusform>
            </translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Coba lagi</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>Buka folder</translation>
        </message>
        <message>
            <source>Put away</source>
            <translation>Singkirkan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ListSection</name>
        <message>
            <source>Retry</source>
            <translation>Coba lagi</translation>
        </message>
        <message>
            <source>Retry  (F5)</source>
            <translation>Coba lagi  (F5)</translation>
        </message>
        <message>
            <source>Clear filters</source>
            <translation>Hapus saringan</translation>
        </message>
        <message>
            <source>You see the list of %1.</source>
            <translation>Daftar ini dari pukul %1.</translation>
        </message>
        <message>
            <source>%1 Changes cannot be saved now.</source>
            <translation>%1 Perubahan belum dapat disimpan.</translation>
        </message>
        <message numerus="yes">
            <source>%n shown, more below</source>
            <translation>
                <numerusform>%n ditampilkan, masih ada lagi</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shown</source>
            <translation>
                <numerusform>%n ditampilkan</numerusform>
            </translation>
        </message>
        <message>
            <source>The list could not be loaded</source>
            <translation>Daftar tidak dapat dimuat</translation>
        </message>
        <message>
            <source>It appears here as soon as the server answers. Nothing is lost.</source>
            <translation>Daftar muncul di sini begitu server menjawab. Tidak ada yang hilang.</translation>
        </message>
        <message>
            <source>Nothing matches</source>
            <translation>Tidak ada yang cocok</translation>
        </message>
        <message>
            <source>Nothing fits the search and all filters together. Remove one, or clear them all.</source>
            <translation>Tidak ada yang cocok dengan pencarian dan semua saringan sekaligus. Hapus salah satu atau semuanya.</translation>
        </message>
        <message>
            <source>More about this list</source>
            <translation>Lainnya tentang daftar ini</translation>
        </message>
        <message>
            <source>Copy rows</source>
            <translation>Salin baris</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>Kolom</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Ekspor…</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::LogExport</name>
        <message>
            <source>%1 cannot be written: %2</source>
            <translation>%1 tidak bisa ditulis: %2</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::LogPage</name>
        <message>
            <source>Export the log</source>
            <translation>Ekspor log</translation>
        </message>
        <message>
            <source>Log lines (*.jsonl)</source>
            <translation>Baris log (*.jsonl)</translation>
        </message>
        <message numerus="yes">
            <source>%n lines written to %1.</source>
            <translation>
                <numerusform>%n baris ditulis ke %1.</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancel the export</source>
            <translation>Batalkan ekspor</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Ekspor…</translation>
        </message>
        <message numerus="yes">
            <source>%n lines so far</source>
            <translation>
                <numerusform>%n baris sejauh ini</numerusform>
            </translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>Ikuti</translation>
        </message>
        <message>
            <source>New lines appear at the top while you are there</source>
            <translation>Baris baru muncul di atas selama Anda berada di sana</translation>
        </message>
        <message>
            <source>Anything in a line</source>
            <translation>Apa saja dalam baris</translation>
        </message>
        <message>
            <source>No lines</source>
            <translation>Tidak ada baris</translation>
        </message>
        <message>
            <source>The server has written nothing yet.</source>
            <translation>Server belum menulis apa pun.</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Layanan</translation>
        </message>
        <message>
            <source>Level and worse</source>
            <translation>Tingkat dan yang lebih parah</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::LogsModel</name>
        <message>
            <source>Error</source>
            <translation>Kesalahan</translation>
        </message>
        <message>
            <source>Warning</source>
            <translation>Peringatan</translation>
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
            <translation>Waktu</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>Tingkat</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Layanan</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Pesan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::LowStockModel</name>
        <message>
            <source>Product</source>
            <translation>Produk</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>Stok</translation>
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
            <translation>Surel uji sudah ditulis dan disimpan di sini.</translation>
        </message>
        <message>
            <source>The test mail is on its way.</source>
            <translation>Surel uji sedang dikirim.</translation>
        </message>
        <message>
            <source>Being sent</source>
            <translation>Sedang dikirim</translation>
        </message>
        <message>
            <source>Invitations, new passwords and the like. Who runs the server sets up its mail server.</source>
            <translation>Undangan, kata sandi baru, dan sejenisnya. Pengelola server yang mengatur server surelnya.</translation>
        </message>
        <message>
            <source>Mails go out through %1.</source>
            <translation>Surel dikirim melalui %1.</translation>
        </message>
        <message>
            <source>No mail server is set up: mails are kept here, and you hand them over yourself. To send them set SMTP_HOST, SMTP_FROM and the sign-in in settings.env of the data folder, and start the program again.</source>
            <translation>Belum ada server surel: surel disimpan di sini dan Anda menyerahkannya sendiri. Untuk mengirimnya, isi SMTP_HOST, SMTP_FROM, dan data masuknya di settings.env pada folder data, lalu jalankan lagi programnya.</translation>
        </message>
        <message>
            <source>Mail</source>
            <translation>Surel</translation>
        </message>
        <message>
            <source>Send a test to me</source>
            <translation>Kirim surel uji ke saya</translation>
        </message>
        <message>
            <source>Mails of the shop</source>
            <translation>Surel toko</translation>
        </message>
        <message>
            <source>No mails yet</source>
            <translation>Belum ada surel</translation>
        </message>
        <message>
            <source>Invitations and codes for a new password appear here.</source>
            <translation>Undangan dan kode untuk kata sandi baru muncul di sini.</translation>
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
            <translation>Isi surel</translation>
        </message>
        <message>
            <source>Each goes out in the language of the person it is for.</source>
            <translation>Masing-masing dikirim dalam bahasa penerimanya.</translation>
        </message>
        <message>
            <source>Mail</source>
            <translation>Surel</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::MailView</name>
        <message>
            <source>Code copied.</source>
            <translation>Kode disalin.</translation>
        </message>
        <message>
            <source>The mail is on its way again.</source>
            <translation>Surel sedang dikirim lagi.</translation>
        </message>
        <message>
            <source>Save the mail</source>
            <translation>Simpan surel</translation>
        </message>
        <message>
            <source>Mail (*.eml)</source>
            <translation>Surel (*.eml)</translation>
        </message>
        <message>
            <source>%1 cannot be written: %2</source>
            <translation>%1 tidak bisa ditulis: %2</translation>
        </message>
        <message>
            <source>Saved as %1.</source>
            <translation>Disimpan sebagai %1.</translation>
        </message>
        <message>
            <source>No mail server is set up, so this mail was kept here. Hand it over yourself: give them the code, or the saved mail.</source>
            <translation>Belum ada server surel, jadi surel ini disimpan di sini. Serahkan sendiri: berikan kodenya, atau surel yang disimpan.</translation>
        </message>
        <message>
            <source>On its way to the mail server.</source>
            <translation>Dalam perjalanan ke server surel.</translation>
        </message>
        <message>
            <source>Not sent yet: %1. It is tried again.</source>
            <translation>Belum terkirim: %1. Akan dicoba lagi.</translation>
        </message>
        <message>
            <source>Sent.</source>
            <translation>Terkirim.</translation>
        </message>
        <message>
            <source>Not sent, and given up: %1</source>
            <translation>Tidak terkirim dan dihentikan: %1</translation>
        </message>
        <message>
            <source>To %1</source>
            <translation>Kepada %1</translation>
        </message>
        <message>
            <source>The mail's text</source>
            <translation>Isi surel</translation>
        </message>
        <message>
            <source>Copy the code</source>
            <translation>Salin kodenya</translation>
        </message>
        <message>
            <source>Save as .eml</source>
            <translation>Simpan sebagai .eml</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Kirim lagi</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::MailsModel</name>
        <message>
            <source>Confirm an address</source>
            <translation>Konfirmasi alamat</translation>
        </message>
        <message>
            <source>Invitation</source>
            <translation>Undangan</translation>
        </message>
        <message>
            <source>New password</source>
            <translation>Kata sandi baru</translation>
        </message>
        <message>
            <source>Password was changed</source>
            <translation>Kata sandi diubah</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Uji</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Terkirim</translation>
        </message>
        <message>
            <source>On its way</source>
            <translation>Dalam perjalanan</translation>
        </message>
        <message>
            <source>Kept here</source>
            <translation>Disimpan di sini</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Gagal</translation>
        </message>
        <message>
            <source>Mail</source>
            <translation>Surel</translation>
        </message>
        <message>
            <source>Written</source>
            <translation>Ditulis</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Bahasa</translation>
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
            <translation>Siapkan %1</translation>
        </message>
        <message>
            <source>This computer's disk is full or read-only: the layout of the window and drafts are not kept.</source>
            <translation>Cakram komputer ini penuh atau tidak bisa ditulisi: tata letak jendela dan konsep tidak disimpan.</translation>
        </message>
        <message>
            <source>Your role was changed. You see the pages it may open.</source>
            <translation>Peran Anda diubah. Anda melihat halaman yang boleh dibukanya.</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Tutup</translation>
        </message>
        <message>
            <source>The backup is in place</source>
            <translation>Cadangan sudah dipulihkan</translation>
        </message>
        <message>
            <source>The shop is as it was when the backup was made. Please sign in again.</source>
            <translation>Toko kembali seperti saat cadangan dibuat. Silakan masuk lagi.</translation>
        </message>
        <message>
            <source>The backup was not restored</source>
            <translation>Cadangan tidak dipulihkan</translation>
        </message>
        <message>
            <source>Everything is as it was before. The reason: %1</source>
            <translation>Semuanya tetap seperti semula. Sebabnya: %1</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::MovementWords</name>
        <message>
            <source>Sale</source>
            <translation>Penjualan</translation>
        </message>
        <message>
            <source>Refund</source>
            <translation>Pengembalian</translation>
        </message>
        <message>
            <source>Void</source>
            <translation>Batal</translation>
        </message>
        <message>
            <source>Receipt</source>
            <translation>Penerimaan</translation>
        </message>
        <message>
            <source>Count</source>
            <translation>Hitungan</translation>
        </message>
        <message>
            <source>Adjustment</source>
            <translation>Penyesuaian</translation>
        </message>
        <message>
            <source>Transfer</source>
            <translation>Pindahan</translation>
        </message>
        <message>
            <source>Waste</source>
            <translation>Terbuang</translation>
        </message>
        <message>
            <source>Opening</source>
            <translation>Stok awal</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Impor</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::MovementsModel</name>
        <message>
            <source>When</source>
            <translation>Kapan</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>Produk</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Apa</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Berubah</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>Stok</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>Dokumen</translation>
        </message>
        <message>
            <source>Movement</source>
            <translation>Pergerakan</translation>
        </message>
        <message>
            <source>%1 · %2 each</source>
            <translation>%1 · %2 per satuan</translation>
        </message>
        <message>
            <source>SKU</source>
            <translation>SKU</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Alasan</translation>
        </message>
        <message>
            <source>Unit cost</source>
            <translation>Harga pokok satuan</translation>
        </message>
        <message>
            <source>Average cost after</source>
            <translation>Harga pokok rata-rata sesudahnya</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::NavigationRail</name>
        <message>
            <source>Owner</source>
            <translation>Pemilik</translation>
        </message>
        <message>
            <source>Manager</source>
            <translation>Manajer</translation>
        </message>
        <message>
            <source>Cashier</source>
            <translation>Kasir</translation>
        </message>
        <message>
            <source>Privacy officer</source>
            <translation>Petugas privasi</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Bahasa</translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation>Gelap atau terang</translation>
        </message>
        <message>
            <source>Find a page, a product, an order or a person</source>
            <translation>Cari halaman, produk, pesanan, atau orang</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::OrderActionDialog</name>
        <message>
            <source>Nobody knows yet whether it was done. Send it again: it is never done twice.</source>
            <translation>Belum diketahui apakah sudah dilakukan. Kirim lagi: tidak akan dilakukan dua kali.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::OrderDetail</name>
        <message>
            <source>Close  (Esc)</source>
            <translation>Tutup  (Esc)</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Coba lagi</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Rincian</translation>
        </message>
        <message>
            <source>Receipt</source>
            <translation>Struk</translation>
        </message>
        <message>
            <source>Items of the order</source>
            <translation>Barang dalam pesanan</translation>
        </message>
        <message>
            <source>The order is on its way</source>
            <translation>Pesanan sedang dimuat</translation>
        </message>
        <message>
            <source>Payment taken for %1.</source>
            <translation>Pembayaran untuk %1 diterima.</translation>
        </message>
        <message>
            <source>%1 is void.</source>
            <translation>%1 dibatalkan.</translation>
        </message>
        <message>
            <source>Refund %1: %2.</source>
            <translation>Refund %1: %2.</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Riwayat</translation>
        </message>
        <message>
            <source>Take a payment</source>
            <translation>Terima pembayaran</translation>
        </message>
        <message>
            <source>Refund</source>
            <translation>Refund</translation>
        </message>
        <message>
            <source>Void</source>
            <translation>Batalkan</translation>
        </message>
        <message>
            <source>What happened to the order</source>
            <translation>Yang terjadi pada pesanan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::OrderDialog</name>
        <message>
            <source>Cancel</source>
            <translation>Batal</translation>
        </message>
        <message>
            <source>One moment</source>
            <translation>Sebentar</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::OrderHistoryModel</name>
        <message>
            <source>Refund made</source>
            <translation>Refund dibuat</translation>
        </message>
        <message>
            <source>Ordered</source>
            <translation>Dipesan</translation>
        </message>
        <message>
            <source>Given back</source>
            <translation>Dikembalikan</translation>
        </message>
        <message>
            <source>Paid</source>
            <translation>Dibayar</translation>
        </message>
        <message>
            <source>Voided</source>
            <translation>Dibatalkan</translation>
        </message>
        <message>
            <source>Refund</source>
            <translation>Refund</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Yang terjadi</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Waktu</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::OrderLinesModel</name>
        <message>
            <source>Item</source>
            <translation>Barang</translation>
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
            <translation>Tunai</translation>
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
            <translation>Diskon</translation>
        </message>
        <message>
            <source>%1, included</source>
            <translation>%1, termasuk</translation>
        </message>
        <message>
            <source>Tax</source>
            <translation>Pajak</translation>
        </message>
        <message>
            <source>Rounding</source>
            <translation>Pembulatan</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>Total</translation>
        </message>
        <message>
            <source>Paid in cash</source>
            <translation>Dibayar tunai</translation>
        </message>
        <message>
            <source>Paid by transfer</source>
            <translation>Dibayar transfer</translation>
        </message>
        <message>
            <source>Paid by %1</source>
            <translation>Dibayar dengan %1</translation>
        </message>
        <message>
            <source>Given back, %1</source>
            <translation>Dikembalikan, %1</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Kembalian</translation>
        </message>
        <message>
            <source>Left to pay</source>
            <translation>Sisa bayar</translation>
        </message>
        <message>
            <source>Another way</source>
            <translation>Cara lain</translation>
        </message>
        <message>
            <source>Paid another way</source>
            <translation>Dibayar cara lain</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::OrdersModel</name>
        <message>
            <source>Awaiting payment</source>
            <translation>Menunggu bayar</translation>
        </message>
        <message>
            <source>Paid</source>
            <translation>Lunas</translation>
        </message>
        <message>
            <source>Partly refunded</source>
            <translation>Refund sebagian</translation>
        </message>
        <message>
            <source>Refunded</source>
            <translation>Direfund</translation>
        </message>
        <message>
            <source>Voided</source>
            <translation>Dibatalkan</translation>
        </message>
        <message>
            <source>Refund</source>
            <translation>Refund</translation>
        </message>
        <message>
            <source>Sale</source>
            <translation>Penjualan</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>Nomor</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Waktu</translation>
        </message>
        <message>
            <source>Reference</source>
            <translation>Referensi</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Jenis</translation>
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
            <translation>Pesanan</translation>
        </message>
        <message>
            <source>Sales and refunds of %1, with their receipts</source>
            <translation>Penjualan dan refund %1 beserta struknya</translation>
        </message>
        <message>
            <source>Number or reference</source>
            <translation>Nomor atau referensi</translation>
        </message>
        <message>
            <source>No orders yet</source>
            <translation>Belum ada pesanan</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Jenis</translation>
        </message>
        <message>
            <source>Business day</source>
            <translation>Hari usaha</translation>
        </message>
        <message>
            <source>Reference</source>
            <translation>Referensi</translation>
        </message>
        <message>
            <source>The number it has in another system</source>
            <translation>Nomornya di sistem lain</translation>
        </message>
        <message>
            <source>New order</source>
            <translation>Pesanan baru</translation>
        </message>
        <message>
            <source>Your role only reads orders</source>
            <translation>Peran Anda hanya membaca pesanan</translation>
        </message>
        <message>
            <source>Make the first one here. Sales of other tills appear as soon as they were sent.</source>
            <translation>Buat yang pertama di sini. Penjualan kasir lain muncul begitu terkirim.</translation>
        </message>
        <message>
            <source>From day</source>
            <translation>Dari hari</translation>
        </message>
        <message>
            <source>To day</source>
            <translation>Sampai hari</translation>
        </message>
        <message>
            <source>Till</source>
            <translation>Kasir</translation>
        </message>
        <message>
            <source>Its number: 1 for T01</source>
            <translation>Nomornya: 1 untuk T01</translation>
        </message>
        <message>
            <source>Staff</source>
            <translation>Staf</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::OwnerPage</name>
        <message>
            <source>This is not an e-mail address.</source>
            <translation>Ini bukan alamat surel.</translation>
        </message>
        <message numerus="yes">
            <source>At least %n characters.</source>
            <translation>
                <numerusform>Paling sedikit %n karakter.</numerusform>
            </translation>
        </message>
        <message>
            <source>Owner account</source>
            <translation>Akun pemilik</translation>
        </message>
        <message>
            <source>The owner may do everything and invites the others. There is no other way in, so keep the password in a safe place.</source>
            <translation>Pemilik dapat melakukan segalanya dan mengundang yang lain. Tidak ada jalan masuk lain, jadi simpan kata sandi di tempat aman.</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>Nama Anda</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>Surel</translation>
        </message>
        <message>
            <source>You sign in with it</source>
            <translation>Dipakai untuk masuk</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Kata sandi</translation>
        </message>
        <message numerus="yes">
            <source>At least %n characters. A few words in a row are easy to keep in mind.</source>
            <translation>
                <numerusform>Paling sedikit %n karakter. Beberapa kata berurutan mudah diingat.</numerusform>
            </translation>
        </message>
        <message>
            <source>Show the password</source>
            <translation>Tampilkan kata sandi</translation>
        </message>
        <message>
            <source>Hide the password</source>
            <translation>Sembunyikan kata sandi</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::PaneHead</name>
        <message>
            <source>Close  (Esc)</source>
            <translation>Tutup  (Esc)</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ParkedModel</name>
        <message>
            <source>Event</source>
            <translation>Peristiwa</translation>
        </message>
        <message>
            <source>For</source>
            <translation>Untuk</translation>
        </message>
        <message>
            <source>Laid aside</source>
            <translation>Disisihkan</translation>
        </message>
        <message>
            <source>Tries</source>
            <translation>Percobaan</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Sebab</translation>
        </message>
        <message>
            <source>Asked for again: %1</source>
            <translation>Diminta lagi: %1</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::PartWords</name>
        <message>
            <source>Database (PostgreSQL)</source>
            <translation>Basis data (PostgreSQL)</translation>
        </message>
        <message>
            <source>Events (Kafka)</source>
            <translation>Peristiwa (Kafka)</translation>
        </message>
        <message>
            <source>Cache and limits (Redis)</source>
            <translation>Tembolok dan batas (Redis)</translation>
        </message>
        <message>
            <source>Mail (SMTP)</source>
            <translation>Surel (SMTP)</translation>
        </message>
        <message>
            <source>Embedded, version %1</source>
            <translation>Bawaan, versi %1</translation>
        </message>
        <message>
            <source>Elsewhere, version %1</source>
            <translation>Di tempat lain, versi %1</translation>
        </message>
        <message>
            <source>Elsewhere: %1</source>
            <translation>Di tempat lain: %1</translation>
        </message>
        <message>
            <source>Embedded: events are delivered inside the server</source>
            <translation>Bawaan: peristiwa diantar di dalam server</translation>
        </message>
        <message>
            <source>Embedded: in the server's memory</source>
            <translation>Bawaan: di memori server</translation>
        </message>
        <message>
            <source>Embedded: the key file %1</source>
            <translation>Bawaan: berkas kunci %1</translation>
        </message>
        <message>
            <source>Not set: mails are kept and shown in Settings</source>
            <translation>Belum diatur: surel disimpan dan tampil di Pengaturan</translation>
        </message>
        <message>
            <source>Embedded</source>
            <translation>Bawaan</translation>
        </message>
        <message>
            <source>The one door to all services</source>
            <translation>Satu pintu ke semua layanan</translation>
        </message>
        <message>
            <source>Sign-in, sessions, PINs</source>
            <translation>Masuk, sesi, PIN</translation>
        </message>
        <message>
            <source>Staff and invitations</source>
            <translation>Staf dan undangan</translation>
        </message>
        <message>
            <source>The shop, its settings, backups</source>
            <translation>Toko, pengaturan, cadangan</translation>
        </message>
        <message>
            <source>Products, stock, imports</source>
            <translation>Produk, stok, impor</translation>
        </message>
        <message>
            <source>Sales, refunds, receipts, reports</source>
            <translation>Penjualan, pengembalian, struk, laporan</translation>
        </message>
        <message>
            <source>Mails</source>
            <translation>Surel</translation>
        </message>
        <message>
            <source>Who did what, and when</source>
            <translation>Siapa berbuat apa, dan kapan</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Kunci</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::PartsModel</name>
        <message>
            <source>Part</source>
            <translation>Bagian</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>Sekarang</translation>
        </message>
        <message>
            <source>Set to use another</source>
            <translation>Isi untuk memakai yang lain</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::PartsSection</name>
        <message>
            <source>Embedded and elsewhere</source>
            <translation>Bawaan dan di tempat lain</translation>
        </message>
        <message>
            <source>Each part is embedded until its setting names one that runs elsewhere. Settings stand in settings.env of the data folder, and hold from the next start on.</source>
            <translation>Setiap bagian adalah bawaan sampai pengaturannya menyebut yang berjalan di tempat lain. Pengaturan ada di settings.env pada folder data, dan berlaku sejak program dijalankan lagi.</translation>
        </message>
        <message>
            <source>Parts of the server</source>
            <translation>Bagian server</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::PayDialog</name>
        <message>
            <source>Take a payment</source>
            <translation>Terima pembayaran</translation>
        </message>
        <message>
            <source>Take the payment</source>
            <translation>Terima pembayaran</translation>
        </message>
        <message>
            <source>Write what was received</source>
            <translation>Tulis yang diterima</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::PaymentForm</name>
        <message>
            <source>More than nothing.</source>
            <translation>Harus lebih dari nol.</translation>
        </message>
        <message>
            <source>More than is left to pay.</source>
            <translation>Melebihi sisa bayar.</translation>
        </message>
        <message>
            <source>Nothing is left to pay in cash.</source>
            <translation>Tidak ada sisa yang dibayar tunai.</translation>
        </message>
        <message>
            <source>Rounding of cash</source>
            <translation>Pembulatan tunai</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Kembalian</translation>
        </message>
        <message>
            <source>Left to pay</source>
            <translation>Sisa bayar</translation>
        </message>
        <message>
            <source>Cash received</source>
            <translation>Tunai diterima</translation>
        </message>
        <message>
            <source>Transfer</source>
            <translation>Transfer</translation>
        </message>
        <message>
            <source>Exact cash</source>
            <translation>Tunai pas</translation>
        </message>
        <message>
            <source>Rest by transfer</source>
            <translation>Sisanya transfer</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::PhotoBox</name>
        <message>
            <source>This is no picture that can be read. JPEG, PNG and WebP can.</source>
            <translation>Gambar ini tidak terbaca. Pakailah JPEG, PNG, atau WebP.</translation>
        </message>
        <message>
            <source>Choose a photo</source>
            <translation>Pilih foto</translation>
        </message>
        <message>
            <source>Pictures (*.jpg *.jpeg *.png *.webp)</source>
            <translation>Gambar (*.jpg *.jpeg *.png *.webp)</translation>
        </message>
        <message>
            <source>There is no picture in the clipboard.</source>
            <translation>Tidak ada gambar di papan klip.</translation>
        </message>
        <message>
            <source>The file cannot be opened.</source>
            <translation>Berkas tidak dapat dibuka.</translation>
        </message>
        <message>
            <source>The file is too large.</source>
            <translation>Berkasnya terlalu besar.</translation>
        </message>
        <message>
            <source>Drop a picture here, or paste one.</source>
            <translation>Letakkan gambar di sini, atau tempel.</translation>
        </message>
        <message>
            <source>Being saved</source>
            <translation>Sedang disimpan</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Tempel</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Hapus</translation>
        </message>
        <message>
            <source>Photo of the product</source>
            <translation>Foto produk</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ProductEditor</name>
        <message>
            <source>Nothing was saved. What you typed is still here.</source>
            <translation>Belum tersimpan. Yang Anda ketik masih ada di sini.</translation>
        </message>
        <message>
            <source>Being saved</source>
            <translation>Sedang disimpan</translation>
        </message>
        <message>
            <source>Nothing was changed</source>
            <translation>Tidak ada perubahan</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Pulihkan</translation>
        </message>
        <message>
            <source>Archive</source>
            <translation>Arsipkan</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Simpan</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Urungkan</translation>
        </message>
        <message>
            <source>The newest version is not here yet</source>
            <translation>Versi terbaru belum diterima</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ProductFinder</name>
        <message>
            <source>No product has the barcode %1.</source>
            <translation>Tidak ada produk dengan kode batang %1.</translation>
        </message>
        <message>
            <source>Not added: %1</source>
            <translation>Belum ditambahkan: %1</translation>
        </message>
        <message>
            <source>Nothing has this name, SKU or barcode.</source>
            <translation>Tidak ada yang bernama, ber-SKU, atau berkode batang ini.</translation>
        </message>
        <message>
            <source>Scan or search</source>
            <translation>Pindai atau cari</translation>
        </message>
        <message>
            <source>Barcode, SKU or name</source>
            <translation>Kode batang, SKU, atau nama</translation>
        </message>
        <message>
            <source>Products that match</source>
            <translation>Produk yang cocok</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Coba lagi</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ProductForm</name>
        <message>
            <source>Barcodes</source>
            <translation>Kode batang</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Tidak ada</translation>
        </message>
        <message>
            <source>This is needed.</source>
            <translation>Ini wajib diisi.</translation>
        </message>
        <message>
            <source>This cannot be less than zero.</source>
            <translation>Ini tidak boleh kurang dari nol.</translation>
        </message>
        <message>
            <source>A number from zero on, such as 12.</source>
            <translation>Angka mulai dari nol, misalnya 12.</translation>
        </message>
        <message>
            <source>Standard</source>
            <translation>Standar</translation>
        </message>
        <message>
            <source>Goods</source>
            <translation>Barang</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Jasa</translation>
        </message>
        <message>
            <source>As the shop does</source>
            <translation>Ikut aturan toko</translation>
        </message>
        <message>
            <source>Sell below zero</source>
            <translation>Jual sampai minus</translation>
        </message>
        <message>
            <source>Sell and warn</source>
            <translation>Jual dan peringatkan</translation>
        </message>
        <message>
            <source>Do not sell</source>
            <translation>Jangan dijual</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nama</translation>
        </message>
        <message>
            <source>SKU</source>
            <translation>SKU</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Kategori</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>Harga</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>Biaya</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>Stok</translation>
        </message>
        <message>
            <source>Changes with sales and receipts</source>
            <translation>Berubah lewat penjualan dan penerimaan</translation>
        </message>
        <message>
            <source>Low at</source>
            <translation>Batas menipis</translation>
        </message>
        <message>
            <source>Empty: never low</source>
            <translation>Kosong: tidak pernah menipis</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Satuan</translation>
        </message>
        <message>
            <source>What one of it is</source>
            <translation>Satuan produk ini</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Jenis</translation>
        </message>
        <message>
            <source>Bought in</source>
            <translation>Dibeli dalam</translation>
        </message>
        <message>
            <source>Tax class</source>
            <translation>Kelas pajak</translation>
        </message>
        <message>
            <source>When it runs out</source>
            <translation>Saat habis</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>Keterangan</translation>
        </message>
        <message>
            <source>Why so many?</source>
            <translation>Mengapa sekian?</translation>
        </message>
        <message>
            <source>Receive</source>
            <translation>Terima</translation>
        </message>
        <message>
            <source>Put right</source>
            <translation>Betulkan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ProductHead</name>
        <message>
            <source>New product</source>
            <translation>Produk baru</translation>
        </message>
        <message>
            <source>Not saved yet</source>
            <translation>Belum disimpan</translation>
        </message>
        <message>
            <source>%1 · v%2</source>
            <translation>%1 · v%2</translation>
        </message>
        <message>
            <source>Unsaved changes</source>
            <translation>Belum disimpan</translation>
        </message>
        <message>
            <source>Close  (Esc)</source>
            <translation>Tutup  (Esc)</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Rincian</translation>
        </message>
        <message>
            <source>Variants</source>
            <translation>Varian</translation>
        </message>
        <message>
            <source>Parts of the product</source>
            <translation>Bagian produk</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ProductsModel</name>
        <message>
            <source>Archived</source>
            <translation>Diarsipkan</translation>
        </message>
        <message>
            <source>Not counted</source>
            <translation>Tak dihitung</translation>
        </message>
        <message>
            <source>Below zero</source>
            <translation>Di bawah nol</translation>
        </message>
        <message>
            <source>Sold out</source>
            <translation>Habis</translation>
        </message>
        <message>
            <source>Low</source>
            <translation>Menipis</translation>
        </message>
        <message>
            <source>In stock</source>
            <translation>Tersedia</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>Produk</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Kategori</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>Harga</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>Stok</translation>
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
            <translation>Nama</translation>
        </message>
        <message>
            <source>Barcode</source>
            <translation>Kode batang</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>Harga pokok</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Satuan</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Jenis</translation>
        </message>
        <message>
            <source>Stock</source>
            <translation>Stok</translation>
        </message>
        <message>
            <source>Low stock</source>
            <translation>Stok minimum</translation>
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
            <translation>Aktif</translation>
        </message>
        <message>
            <source>Archived</source>
            <translation>Diarsipkan</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Kategori</translation>
        </message>
        <message>
            <source>Save the changes?</source>
            <translation>Simpan perubahan?</translation>
        </message>
        <message>
            <source>This product has changes that are not saved yet.</source>
            <translation>Produk ini memiliki perubahan yang belum disimpan.</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Simpan</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Urungkan</translation>
        </message>
        <message>
            <source>Keep editing</source>
            <translation>Lanjut mengubah</translation>
        </message>
        <message>
            <source>Product made.</source>
            <translation>Produk dibuat.</translation>
        </message>
        <message>
            <source>Saved.</source>
            <translation>Tersimpan.</translation>
        </message>
        <message>
            <source>Products</source>
            <translation>Produk</translation>
        </message>
        <message>
            <source>What %1 sells, its prices and its stock</source>
            <translation>Yang dijual %1, harga, dan stoknya</translation>
        </message>
        <message>
            <source>New product</source>
            <translation>Produk baru</translation>
        </message>
        <message>
            <source>Name, SKU or barcode</source>
            <translation>Nama, SKU, atau kode batang</translation>
        </message>
        <message>
            <source>No products yet</source>
            <translation>Belum ada produk</translation>
        </message>
        <message>
            <source>Make the first one here. It can be sold as soon as it has a name, an SKU and a price.</source>
            <translation>Buat yang pertama di sini. Produk dapat dijual begitu punya nama, SKU, dan harga.</translation>
        </message>
        <message>
            <source>Your role only reads products</source>
            <translation>Peran Anda hanya membaca produk</translation>
        </message>
        <message>
            <source>Stock</source>
            <translation>Stok</translation>
        </message>
        <message>
            <source>Only low</source>
            <translation>Hanya yang menipis</translation>
        </message>
        <message>
            <source>Choose products in the list first</source>
            <translation>Pilih dulu produk di daftar</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>Label</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ReceiptLinesModel</name>
        <message>
            <source>Too large</source>
            <translation>Terlalu besar</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>Produk</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>Jumlah</translation>
        </message>
        <message>
            <source>Cost each</source>
            <translation>Biaya satuan</translation>
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
            <translation>Struk disalin.</translation>
        </message>
        <message>
            <source>There is no receipt yet</source>
            <translation>Belum ada struk</translation>
        </message>
        <message>
            <source>Save the receipt</source>
            <translation>Simpan struk</translation>
        </message>
        <message>
            <source>PDF documents (*.pdf)</source>
            <translation>Dokumen PDF (*.pdf)</translation>
        </message>
        <message>
            <source>Receipt saved.</source>
            <translation>Struk disimpan.</translation>
        </message>
        <message>
            <source>The file could not be written: %1</source>
            <translation>Berkas tidak dapat ditulis: %1</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Coba lagi</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>Cetak</translation>
        </message>
        <message>
            <source>Save PDF</source>
            <translation>Simpan PDF</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Salin</translation>
        </message>
        <message>
            <source>Receipt</source>
            <translation>Struk</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ReceivePage</name>
        <message>
            <source>A number above zero, such as 12.</source>
            <translation>Angka di atas nol, misalnya 12.</translation>
        </message>
        <message>
            <source>This cannot be less than zero.</source>
            <translation>Ini tidak boleh kurang dari nol.</translation>
        </message>
        <message>
            <source>Nothing was entered. The lines are still here.</source>
            <translation>Tidak ada yang dicatat. Barisnya masih ada di sini.</translation>
        </message>
        <message numerus="yes">
            <source>%n products</source>
            <translation>
                <numerusform>%n produk</numerusform>
            </translation>
        </message>
        <message>
            <source>The goods are in stock</source>
            <translation>Barang sudah masuk stok</translation>
        </message>
        <message>
            <source>%1, %2 in all, for %3.</source>
            <translation>%1, seluruhnya %2, senilai %3.</translation>
        </message>
        <message>
            <source>%1, %2 in all, for %3. Reference: %4.</source>
            <translation>%1, seluruhnya %2, senilai %3. Referensi: %4.</translation>
        </message>
        <message>
            <source>Too large</source>
            <translation>Terlalu besar</translation>
        </message>
        <message>
            <source>Being entered</source>
            <translation>Sedang dicatat</translation>
        </message>
        <message>
            <source>Try again above first</source>
            <translation>Coba lagi dulu di atas</translation>
        </message>
        <message>
            <source>Scan or search what came in</source>
            <translation>Pindai atau cari barang yang datang</translation>
        </message>
        <message>
            <source>Some scanned codes are still looked up</source>
            <translation>Sebagian kode yang dipindai masih dicari</translation>
        </message>
        <message>
            <source>One of the lines has no valid quantity or cost</source>
            <translation>Ada baris yang jumlah atau biayanya belum benar</translation>
        </message>
        <message numerus="yes">
            <source>%n lines of this delivery are not entered yet.</source>
            <translation>
                <numerusform>%n baris kiriman ini belum dicatat.</numerusform>
            </translation>
        </message>
        <message>
            <source>Scan, or search by name, SKU or barcode</source>
            <translation>Pindai, atau cari nama, SKU, atau kode batang</translation>
        </message>
        <message>
            <source>Lines of the delivery</source>
            <translation>Baris kiriman</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>Jumlah</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Satuan</translation>
        </message>
        <message>
            <source>Cost of one</source>
            <translation>Biaya satuan</translation>
        </message>
        <message>
            <source>Empty: at the average cost</source>
            <translation>Kosong: sesuai biaya rata-rata</translation>
        </message>
        <message>
            <source>Supplier's reference</source>
            <translation>Referensi pemasok</translation>
        </message>
        <message>
            <source>For example the number of the invoice</source>
            <translation>Misalnya nomor faktur</translation>
        </message>
        <message>
            <source>Remove this line</source>
            <translation>Hapus baris ini</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>Total</translation>
        </message>
        <message>
            <source>Take into stock</source>
            <translation>Masukkan ke stok</translation>
        </message>
        <message>
            <source>Print labels</source>
            <translation>Cetak label</translation>
        </message>
        <message>
            <source>Receive more</source>
            <translation>Terima lagi</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::RefundDialog</name>
        <message>
            <source>Refund of %1</source>
            <translation>Refund dari %1</translation>
        </message>
        <message>
            <source>All that is left</source>
            <translation>Semua yang tersisa</translation>
        </message>
        <message>
            <source>Given back by</source>
            <translation>Dikembalikan dengan</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Alasan</translation>
        </message>
        <message>
            <source>Refund</source>
            <translation>Refund</translation>
        </message>
        <message>
            <source>A quantity needs a correction</source>
            <translation>Ada jumlah yang perlu diperbaiki</translation>
        </message>
        <message>
            <source>Write how much comes back</source>
            <translation>Tulis berapa yang kembali</translation>
        </message>
        <message>
            <source>Say why: it stays with the refund.</source>
            <translation>Tulis alasannya: tersimpan bersama refund.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::RefundLines</name>
        <message>
            <source>At most %1 is left of it.</source>
            <translation>Paling banyak %1 yang tersisa.</translation>
        </message>
        <message>
            <source>Back to stock</source>
            <translation>Kembali ke stok</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::RestoreDialog</name>
        <message>
            <source>Restore a backup</source>
            <translation>Pulihkan cadangan</translation>
        </message>
        <message>
            <source>Go back to %1?</source>
            <translation>Kembali ke %1?</translation>
        </message>
        <message>
            <source>Everything that was sold, received and changed since then is no longer in the shop. Everybody is signed out, tills too. The database of now is kept beside, in the data folder, and the keys stay as they are.</source>
            <translation>Semua yang dijual, diterima, dan diubah sejak saat itu tidak ada lagi di toko. Semua orang dikeluarkan, kasir juga. Basis data sekarang disimpan di sebelahnya, di folder data, dan kuncinya tetap.</translation>
        </message>
        <message>
            <source>To go on type the shop's short name: %1</source>
            <translation>Untuk melanjutkan, ketik nama singkat toko: %1</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Pulihkan</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Batal</translation>
        </message>
        <message>
            <source>Type the short name first</source>
            <translation>Ketik nama singkatnya dahulu</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::RoleWords</name>
        <message>
            <source>Owner</source>
            <translation>Pemilik</translation>
        </message>
        <message>
            <source>Manager</source>
            <translation>Manajer</translation>
        </message>
        <message>
            <source>Cashier</source>
            <translation>Kasir</translation>
        </message>
        <message>
            <source>Privacy officer</source>
            <translation>Petugas privasi</translation>
        </message>
        <message>
            <source>Everything, also staff, settings and backups</source>
            <translation>Semuanya, juga staf, pengaturan, dan cadangan</translation>
        </message>
        <message>
            <source>Runs the day: sales, products, stock, reports</source>
            <translation>Mengurus harian: penjualan, produk, stok, laporan</translation>
        </message>
        <message>
            <source>Sells, and looks up products and stock</source>
            <translation>Menjual, serta melihat produk dan stok</translation>
        </message>
        <message>
            <source>Reads the audit trail; no sales</source>
            <translation>Membaca jejak audit; tanpa penjualan</translation>
        </message>
        <message>
            <source>See sales and receipts</source>
            <translation>Melihat penjualan dan struk</translation>
        </message>
        <message>
            <source>Sell and take payments</source>
            <translation>Menjual dan menerima pembayaran</translation>
        </message>
        <message>
            <source>Void a sale</source>
            <translation>Membatalkan penjualan</translation>
        </message>
        <message>
            <source>Refund a sale</source>
            <translation>Mengembalikan uang penjualan</translation>
        </message>
        <message>
            <source>Approve at another till, by PIN</source>
            <translation>Menyetujui di kasir lain, dengan PIN</translation>
        </message>
        <message>
            <source>Look up products and prices</source>
            <translation>Melihat produk dan harga</translation>
        </message>
        <message>
            <source>Add and change products and prices</source>
            <translation>Menambah dan mengubah produk dan harga</translation>
        </message>
        <message>
            <source>See the stock</source>
            <translation>Melihat stok</translation>
        </message>
        <message>
            <source>Receive, count and correct stock</source>
            <translation>Menerima, menghitung, dan mengoreksi stok</translation>
        </message>
        <message>
            <source>Import products and past sales</source>
            <translation>Mengimpor produk dan penjualan lama</translation>
        </message>
        <message>
            <source>See revenue and reports</source>
            <translation>Melihat pendapatan dan laporan</translation>
        </message>
        <message>
            <source>See the staff</source>
            <translation>Melihat staf</translation>
        </message>
        <message>
            <source>Invite, change and suspend staff</source>
            <translation>Mengundang, mengubah, dan menangguhkan staf</translation>
        </message>
        <message>
            <source>See the shop's settings</source>
            <translation>Melihat pengaturan toko</translation>
        </message>
        <message>
            <source>Change the shop's settings and taxes</source>
            <translation>Mengubah pengaturan dan pajak toko</translation>
        </message>
        <message>
            <source>See which mails were sent</source>
            <translation>Melihat surel yang terkirim</translation>
        </message>
        <message>
            <source>Read and send the shop's mails</source>
            <translation>Membaca dan mengirim surel toko</translation>
        </message>
        <message>
            <source>Read the audit trail</source>
            <translation>Membaca jejak audit</translation>
        </message>
        <message>
            <source>See services, health and logs</source>
            <translation>Melihat layanan, kesehatan, dan log</translation>
        </message>
        <message>
            <source>Back up, restore and run the server</source>
            <translation>Mencadangkan, memulihkan, dan menjalankan server</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::RolesModel</name>
        <message>
            <source>Yes</source>
            <translation>Ya</translation>
        </message>
        <message>
            <source>No</source>
            <translation>Tidak</translation>
        </message>
        <message>
            <source>May</source>
            <translation>Boleh</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SaleCheckout</name>
        <message>
            <source>There is nothing to sell yet</source>
            <translation>Belum ada yang dijual</translation>
        </message>
        <message>
            <source>The prices are on their way</source>
            <translation>Harga sedang dimuat</translation>
        </message>
        <message>
            <source>The payment does not cover the order yet</source>
            <translation>Pembayaran belum menutup pesanan</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Catatan</translation>
        </message>
        <message>
            <source>Reason for the discount</source>
            <translation>Alasan diskon</translation>
        </message>
        <message>
            <source>Complete the sale</source>
            <translation>Selesaikan penjualan</translation>
        </message>
        <message>
            <source>Order now, pay later</source>
            <translation>Pesan dahulu, bayar nanti</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SaleLinesModel</name>
        <message>
            <source>Item</source>
            <translation>Barang</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>Jumlah</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>Harga</translation>
        </message>
        <message>
            <source>Discount</source>
            <translation>Diskon</translation>
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
            <translation>Jumlah harus lebih dari nol. Del menghapus baris.</translation>
        </message>
        <message>
            <source>A discount cannot be below nothing.</source>
            <translation>Diskon tidak boleh di bawah nol.</translation>
        </message>
        <message>
            <source>It was sent already</source>
            <translation>Sudah terkirim</translation>
        </message>
        <message>
            <source>Choose a line first</source>
            <translation>Pilih baris dahulu</translation>
        </message>
        <message>
            <source>Lines of the order</source>
            <translation>Baris pesanan</translation>
        </message>
        <message>
            <source>Scan the first item</source>
            <translation>Pindai barang pertama</translation>
        </message>
        <message>
            <source>Or search by name, SKU or barcode above. Enter in the empty field goes on to paying.</source>
            <translation>Atau cari nama, SKU, atau kode batang di atas. Enter pada kolom kosong lanjut ke pembayaran.</translation>
        </message>
        <message>
            <source>One more  (+)</source>
            <translation>Tambah satu  (+)</translation>
        </message>
        <message>
            <source>One fewer  (−)</source>
            <translation>Kurangi satu  (−)</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>Jumlah</translation>
        </message>
        <message>
            <source>Discount</source>
            <translation>Diskon</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Hapus</translation>
        </message>
        <message>
            <source>This quantity cannot be read. Write it as in %1.</source>
            <translation>Jumlah ini tidak terbaca. Tulis seperti %1.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SalePage</name>
        <message>
            <source>The order has no prices yet.</source>
            <translation>Pesanan belum ada harganya.</translation>
        </message>
        <message>
            <source>Some lines cannot be sold.</source>
            <translation>Ada baris yang tidak dapat dijual.</translation>
        </message>
        <message>
            <source>Nobody knows yet whether it was sold. Send it again: it is never sold twice.</source>
            <translation>Belum diketahui apakah sudah terjual. Kirim lagi: tidak akan terjual dua kali.</translation>
        </message>
        <message>
            <source>Order held.</source>
            <translation>Pesanan ditahan.</translation>
        </message>
        <message>
            <source>One moment</source>
            <translation>Sebentar</translation>
        </message>
        <message>
            <source>It was sent already: send it again or look in Orders</source>
            <translation>Sudah terkirim: kirim lagi atau lihat di Pesanan</translation>
        </message>
        <message>
            <source>There is nothing to hold yet</source>
            <translation>Belum ada yang ditahan</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Kirim lagi</translation>
        </message>
        <message>
            <source>Show theirs</source>
            <translation>Tampilkan punya mereka</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Coba lagi</translation>
        </message>
        <message>
            <source>Keep mine</source>
            <translation>Pakai punya saya</translation>
        </message>
        <message>
            <source>Look in Orders</source>
            <translation>Lihat di Pesanan</translation>
        </message>
        <message>
            <source>Not enough in stock</source>
            <translation>Stok tidak cukup</translation>
        </message>
        <message>
            <source>Prices have changed.</source>
            <translation>Harga telah berubah.</translation>
        </message>
        <message>
            <source>The order shows the new ones. Look again, then complete it.</source>
            <translation>Pesanan menampilkan harga baru. Periksa lagi, lalu selesaikan.</translation>
        </message>
        <message>
            <source>Somebody else changed this held order meanwhile.</source>
            <translation>Orang lain telah mengubah pesanan tertahan ini.</translation>
        </message>
        <message>
            <source>Take theirs, or go on with what stands here.</source>
            <translation>Ambil punya mereka, atau lanjutkan dengan yang ada di sini.</translation>
        </message>
        <message>
            <source>This order is not sold yet</source>
            <translation>Pesanan ini belum terjual</translation>
        </message>
        <message>
            <source>Hold it to go on with it later, on any till.</source>
            <translation>Tahan untuk dilanjutkan nanti, di kasir mana pun.</translation>
        </message>
        <message>
            <source>Hold</source>
            <translation>Tahan</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Buang</translation>
        </message>
        <message>
            <source>Go on selling</source>
            <translation>Lanjut berjualan</translation>
        </message>
        <message>
            <source>New order</source>
            <translation>Pesanan baru</translation>
        </message>
        <message>
            <source>Scan or search, then take the payment</source>
            <translation>Pindai atau cari, lalu terima pembayaran</translation>
        </message>
        <message>
            <source>Taken up: %1</source>
            <translation>Dilanjutkan: %1</translation>
        </message>
        <message>
            <source>Held orders</source>
            <translation>Pesanan tertahan</translation>
        </message>
        <message>
            <source>Close  (Esc)</source>
            <translation>Tutup  (Esc)</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SecretForm</name>
        <message>
            <source>Four to eight digits.</source>
            <translation>Empat sampai delapan angka.</translation>
        </message>
        <message numerus="yes">
            <source>At least %n characters.</source>
            <translation>
                <numerusform>Paling sedikit %n karakter.</numerusform>
            </translation>
        </message>
        <message>
            <source>This is needed.</source>
            <translation>Wajib diisi.</translation>
        </message>
        <message>
            <source>PIN</source>
            <translation>PIN</translation>
        </message>
        <message>
            <source>You have one. With it you approve at somebody else's till.</source>
            <translation>Anda sudah punya. Dengannya Anda menyetujui di kasir orang lain.</translation>
        </message>
        <message>
            <source>You have none. With it you approve at somebody else's till.</source>
            <translation>Anda belum punya. Dengannya Anda menyetujui di kasir orang lain.</translation>
        </message>
        <message>
            <source>New PIN</source>
            <translation>PIN baru</translation>
        </message>
        <message>
            <source>Four to eight digits</source>
            <translation>Empat sampai delapan angka</translation>
        </message>
        <message>
            <source>Change the PIN</source>
            <translation>Ubah PIN</translation>
        </message>
        <message>
            <source>Set the PIN</source>
            <translation>Tetapkan PIN</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Kata sandi</translation>
        </message>
        <message>
            <source>Changing it ends your sessions on other computers.</source>
            <translation>Mengubahnya mengakhiri sesi Anda di komputer lain.</translation>
        </message>
        <message>
            <source>New password</source>
            <translation>Kata sandi baru</translation>
        </message>
        <message numerus="yes">
            <source>At least %n characters</source>
            <translation>
                <numerusform>Sedikitnya %n karakter</numerusform>
            </translation>
        </message>
        <message>
            <source>Change the password</source>
            <translation>Ubah kata sandi</translation>
        </message>
        <message>
            <source>Your password now</source>
            <translation>Kata sandi Anda sekarang</translation>
        </message>
        <message>
            <source>Show what is typed</source>
            <translation>Tampilkan yang diketik</translation>
        </message>
        <message>
            <source>Hide what is typed</source>
            <translation>Sembunyikan yang diketik</translation>
        </message>
        <message>
            <source>Being saved</source>
            <translation>Sedang disimpan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SellingSection</name>
        <message>
            <source>Saved. It holds from the next sale on.</source>
            <translation>Tersimpan. Berlaku sejak penjualan berikutnya.</translation>
        </message>
        <message>
            <source>A percentage from 0 to 100, such as 7.5.</source>
            <translation>Persentase dari 0 sampai 100, misalnya 7,5.</translation>
        </message>
        <message>
            <source>Nothing was changed</source>
            <translation>Tidak ada perubahan</translation>
        </message>
        <message>
            <source>Not rounded</source>
            <translation>Tidak dibulatkan</translation>
        </message>
        <message>
            <source>To %1</source>
            <translation>Ke %1</translation>
        </message>
        <message>
            <source>Sell all the same</source>
            <translation>Tetap jual</translation>
        </message>
        <message>
            <source>Sell, and warn</source>
            <translation>Jual, dan peringatkan</translation>
        </message>
        <message>
            <source>Do not sell</source>
            <translation>Jangan jual</translation>
        </message>
        <message>
            <source>On each line</source>
            <translation>Per baris</translation>
        </message>
        <message>
            <source>On the whole receipt</source>
            <translation>Per struk</translation>
        </message>
        <message>
            <source>Receipts</source>
            <translation>Struk</translation>
        </message>
        <message>
            <source>Rounding, discounts and stock</source>
            <translation>Pembulatan, diskon, dan stok</translation>
        </message>
        <message>
            <source>So it is printed</source>
            <translation>Begini cetakannya</translation>
        </message>
        <message>
            <source>Head</source>
            <translation>Kepala</translation>
        </message>
        <message>
            <source>Below the name: address, telephone, tax number</source>
            <translation>Di bawah nama: alamat, telepon, NPWP</translation>
        </message>
        <message>
            <source>Foot</source>
            <translation>Kaki</translation>
        </message>
        <message>
            <source>Such as thanks, opening hours, how to exchange</source>
            <translation>Misalnya ucapan terima kasih, jam buka, cara menukar</translation>
        </message>
        <message>
            <source>Paper</source>
            <translation>Kertas</translation>
        </message>
        <message>
            <source>Language of receipts</source>
            <translation>Bahasa struk</translation>
        </message>
        <message>
            <source>Round cash</source>
            <translation>Bulatkan tunai</translation>
        </message>
        <message>
            <source>Cash payments alone, as a line of its own</source>
            <translation>Hanya pembayaran tunai, sebagai baris sendiri</translation>
        </message>
        <message>
            <source>Round taxes</source>
            <translation>Bulatkan pajak</translation>
        </message>
        <message>
            <source>A cashier's discount, in % at most</source>
            <translation>Diskon kasir, paling banyak dalam %</translation>
        </message>
        <message>
            <source>More needs an approval by PIN</source>
            <translation>Lebih dari itu perlu persetujuan dengan PIN</translation>
        </message>
        <message>
            <source>A manager's discount, in % at most</source>
            <translation>Diskon manajer, paling banyak dalam %</translation>
        </message>
        <message>
            <source>When the stock does not suffice</source>
            <translation>Bila stok tidak cukup</translation>
        </message>
        <message>
            <source>For products that do not say it themselves</source>
            <translation>Untuk produk yang tidak menentukannya sendiri</translation>
        </message>
        <message>
            <source>58 mm (32 characters)</source>
            <translation>58 mm (32 karakter)</translation>
        </message>
        <message>
            <source>80 mm (48 characters)</source>
            <translation>80 mm (48 karakter)</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Simpan</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Urungkan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ServiceDetail</name>
        <message>
            <source>%1: ready</source>
            <translation>%1: siap</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>The server starts its own PostgreSQL again by itself, within seconds. When it stays away look at the space left on the disk, then at "posctl logs postgres". A database elsewhere has to be started there.</source>
            <translation>Server menjalankan lagi PostgreSQL-nya sendiri dalam beberapa detik. Bila tetap tidak ada, periksa sisa ruang disk, lalu "posctl logs postgres". Basis data di tempat lain harus dijalankan di sana.</translation>
        </message>
        <message>
            <source>The key file cannot be used. Put your copy of it back to its place, readable by the server alone. Without it personal data stays unreadable; sales go on.</source>
            <translation>Berkas kunci tidak bisa dipakai. Kembalikan salinan Anda ke tempatnya, hanya bisa dibaca oleh server. Tanpa itu data pribadi tetap tidak terbaca; penjualan jalan terus.</translation>
        </message>
        <message>
            <source>The mail server does not answer as it should. Mails wait and go out later by themselves. Look at SMTP_HOST, SMTP_PORT and the sign-in in settings.env.</source>
            <translation>Server surel tidak menjawab sebagaimana mestinya. Surel menunggu dan terkirim sendiri nanti. Periksa SMTP_HOST, SMTP_PORT, dan data masuknya di settings.env.</translation>
        </message>
        <message>
            <source>Start that service, or mend its address in settings.env, then start this one again.</source>
            <translation>Jalankan layanan itu, atau perbaiki alamatnya di settings.env, lalu jalankan lagi yang ini.</translation>
        </message>
        <message>
            <source>Healthy</source>
            <translation>Sehat</translation>
        </message>
        <message>
            <source>Not ready</source>
            <translation>Belum siap</translation>
        </message>
        <message>
            <source>None since it was started.</source>
            <translation>Tidak ada sejak dijalankan.</translation>
        </message>
        <message>
            <source>It stands on</source>
            <translation>Bergantung pada</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>Yang perlu dilakukan</translation>
        </message>
        <message>
            <source>Last error</source>
            <translation>Kesalahan terakhir</translation>
        </message>
        <message>
            <source>Its log</source>
            <translation>Log-nya</translation>
        </message>
        <message>
            <source>Kafka does not answer. Sales go on; events wait and leave in their order by themselves when it is back. Look at KAFKA_BROKERS and the sign-in in settings.env.</source>
            <translation>Kafka tidak menjawab. Penjualan tetap berjalan; peristiwa menunggu dan keluar sesuai urutannya dengan sendirinya setelah Kafka kembali. Periksa KAFKA_BROKERS dan data masuknya di settings.env.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ServicesModel</name>
        <message>
            <source>Service</source>
            <translation>Layanan</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Alamat</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Versi</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>Sejak</translation>
        </message>
        <message>
            <source>Last error</source>
            <translation>Kesalahan terakhir</translation>
        </message>
        <message>
            <source>Health</source>
            <translation>Kesehatan</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Tidak ada</translation>
        </message>
        <message>
            <source>Healthy</source>
            <translation>Sehat</translation>
        </message>
        <message>
            <source>Not ready</source>
            <translation>Belum siap</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ServicesPanel</name>
        <message>
            <source>You see how it was a moment ago.</source>
            <translation>Yang tampil adalah keadaan tadi.</translation>
        </message>
        <message>
            <source>The event is tried again.</source>
            <translation>Peristiwa dicoba lagi.</translation>
        </message>
        <message>
            <source>Version %1, running since %2. Events waiting: %3, laid aside: %4. Mails waiting: %5, failed: %6.</source>
            <translation>Versi %1, berjalan sejak %2. Peristiwa menunggu: %3, disisihkan: %4. Surel menunggu: %5, gagal: %6.</translation>
        </message>
        <message>
            <source>A service could not take these. The others went on. When the cause is mended, have them tried again.</source>
            <translation>Sebuah layanan tidak bisa menerima ini. Yang lain jalan terus. Bila penyebabnya sudah diperbaiki, coba lagi.</translation>
        </message>
        <message>
            <source>Nothing lies aside: every event reached who it was for.</source>
            <translation>Tidak ada yang disisihkan: semua peristiwa sampai ke tujuannya.</translation>
        </message>
        <message>
            <source>Only an owner does this</source>
            <translation>Hanya pemilik yang melakukannya</translation>
        </message>
        <message>
            <source>Choose an event first</source>
            <translation>Pilih peristiwa dahulu</translation>
        </message>
        <message>
            <source>Laid aside (%1)</source>
            <translation>Disisihkan (%1)</translation>
        </message>
        <message>
            <source>Laid aside</source>
            <translation>Disisihkan</translation>
        </message>
        <message>
            <source>Services</source>
            <translation>Layanan</translation>
        </message>
        <message>
            <source>How the server is, and what to do when it is not well</source>
            <translation>Keadaan server, dan yang perlu dilakukan bila bermasalah</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Log</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Coba lagi</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Coba lagi</translation>
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
            <translation>Jendela ini</translation>
        </message>
        <message>
            <source>Last used %1</source>
            <translation>Terakhir dipakai %1</translation>
        </message>
        <message>
            <source>End</source>
            <translation>Akhiri</translation>
        </message>
        <message>
            <source>End the session at %1</source>
            <translation>Akhiri sesi di %1</translation>
        </message>
        <message>
            <source>Not signed in anywhere now.</source>
            <translation>Sekarang tidak masuk di mana pun.</translation>
        </message>
        <message>
            <source>End all others</source>
            <translation>Akhiri semua yang lain</translation>
        </message>
        <message>
            <source>End all</source>
            <translation>Akhiri semua</translation>
        </message>
        <message>
            <source>Signed in</source>
            <translation>Sedang masuk</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SettingsPanel</name>
        <message>
            <source>Discard</source>
            <translation>Urungkan</translation>
        </message>
        <message>
            <source>Keep editing</source>
            <translation>Lanjut mengubah</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Simpan</translation>
        </message>
        <message>
            <source>Save the changes?</source>
            <translation>Simpan perubahan?</translation>
        </message>
        <message>
            <source>These settings have changes that are not saved yet.</source>
            <translation>Pengaturan ini punya perubahan yang belum disimpan.</translation>
        </message>
        <message>
            <source>Shop</source>
            <translation>Toko</translation>
        </message>
        <message>
            <source>Receipts and rounding</source>
            <translation>Struk dan pembulatan</translation>
        </message>
        <message>
            <source>Taxes</source>
            <translation>Pajak</translation>
        </message>
        <message>
            <source>Mail</source>
            <translation>Surel</translation>
        </message>
        <message>
            <source>Backup</source>
            <translation>Cadangan</translation>
        </message>
        <message>
            <source>This desktop</source>
            <translation>Komputer ini</translation>
        </message>
        <message>
            <source>Parts</source>
            <translation>Bagian</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Pengaturan</translation>
        </message>
        <message>
            <source>Of %1 and of this desktop</source>
            <translation>Milik %1 dan komputer ini</translation>
        </message>
        <message>
            <source>Of %1; only an owner changes them</source>
            <translation>Milik %1; hanya pemilik yang mengubahnya</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SettingsSection</name>
        <message>
            <source>Being saved</source>
            <translation>Sedang disimpan</translation>
        </message>
        <message>
            <source>The newest version is not here yet</source>
            <translation>Versi terbaru belum diterima</translation>
        </message>
        <message>
            <source>Nothing was changed</source>
            <translation>Tidak ada perubahan</translation>
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
            <translation>Dolar AS (USD)</translation>
        </message>
        <message>
            <source>Euro (EUR)</source>
            <translation>Euro (EUR)</translation>
        </message>
        <message>
            <source>Singapore dollar (SGD)</source>
            <translation>Dolar Singapura (SGD)</translation>
        </message>
        <message>
            <source>Malaysian ringgit (MYR)</source>
            <translation>Ringgit Malaysia (MYR)</translation>
        </message>
        <message>
            <source>Australian dollar (AUD)</source>
            <translation>Dolar Australia (AUD)</translation>
        </message>
        <message>
            <source>Japanese yen (JPY)</source>
            <translation>Yen Jepang (JPY)</translation>
        </message>
        <message>
            <source>WIB, Jakarta and Bandung (UTC+7)</source>
            <translation>WIB, Jakarta dan Bandung (UTC+7)</translation>
        </message>
        <message>
            <source>WITA, Makassar and Denpasar (UTC+8)</source>
            <translation>WITA, Makassar dan Denpasar (UTC+8)</translation>
        </message>
        <message>
            <source>WIT, Jayapura (UTC+9)</source>
            <translation>WIT, Jayapura (UTC+9)</translation>
        </message>
        <message>
            <source>There it is %1, %2 now</source>
            <translation>Di sana sekarang pukul %1, %2</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ShopPage</name>
        <message>
            <source>Two to forty small letters and digits, with single hyphens between them.</source>
            <translation>Dua sampai empat puluh huruf kecil dan angka, dengan satu tanda hubung di antaranya.</translation>
        </message>
        <message>
            <source>Shop</source>
            <translation>Toko</translation>
        </message>
        <message>
            <source>The name stands on receipts and in mails. The currency decides how amounts are written, and cannot be changed once something was sold.</source>
            <translation>Nama tercantum di struk dan surel. Mata uang menentukan cara jumlah ditulis, dan tidak dapat diubah setelah ada penjualan.</translation>
        </message>
        <message>
            <source>Name of the shop</source>
            <translation>Nama toko</translation>
        </message>
        <message>
            <source>Short name</source>
            <translation>Nama singkat</translation>
        </message>
        <message>
            <source>For web addresses: small letters, digits, hyphens</source>
            <translation>Untuk alamat web: huruf kecil, angka, tanda hubung</translation>
        </message>
        <message>
            <source>Currency</source>
            <translation>Mata uang</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::ShopSection</name>
        <message>
            <source>Saved.</source>
            <translation>Tersimpan.</translation>
        </message>
        <message>
            <source>Nothing was changed</source>
            <translation>Tidak ada perubahan</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>Zona waktu</translation>
        </message>
        <message>
            <source>The shop</source>
            <translation>Toko</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nama</translation>
        </message>
        <message>
            <source>On receipts and in mails. The address belongs into the receipt's head.</source>
            <translation>Di struk dan surel. Alamat ditulis di kepala struk.</translation>
        </message>
        <message>
            <source>Short name</source>
            <translation>Nama singkat</translation>
        </message>
        <message>
            <source>Stands in order numbers, so it stays as it is</source>
            <translation>Ada di nomor pesanan, jadi tetap</translation>
        </message>
        <message>
            <source>Currency</source>
            <translation>Mata uang</translation>
        </message>
        <message>
            <source>Fixed once something was sold</source>
            <translation>Tetap setelah ada penjualan</translation>
        </message>
        <message>
            <source>Business day ends at</source>
            <translation>Hari usaha berakhir pukul</translation>
        </message>
        <message>
            <source>From the next sale on; days that are over stay as they were</source>
            <translation>Sejak penjualan berikutnya; hari yang sudah lewat tetap</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Simpan</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Urungkan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SignInPage</name>
        <message>
            <source>Write your e-mail address.</source>
            <translation>Tulis alamat surel Anda.</translation>
        </message>
        <message>
            <source>Write your password.</source>
            <translation>Tulis kata sandi Anda.</translation>
        </message>
        <message>
            <source>Signing in</source>
            <translation>Sedang masuk</translation>
        </message>
        <message>
            <source>You were signed out. Please sign in again.</source>
            <translation>Sesi Anda berakhir. Silakan masuk lagi.</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>Masuk</translation>
        </message>
        <message>
            <source>With the account of your shop.</source>
            <translation>Dengan akun toko Anda.</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>Surel</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Kata sandi</translation>
        </message>
        <message>
            <source>Show the password</source>
            <translation>Tampilkan kata sandi</translation>
        </message>
        <message>
            <source>Hide the password</source>
            <translation>Sembunyikan kata sandi</translation>
        </message>
        <message>
            <source>Forgot the password?</source>
            <translation>Lupa kata sandi?</translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation>Gelap atau terang</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Bahasa</translation>
        </message>
        <message>
            <source>If an account has this address, a mail with a code is on its way. Where no mail server is set up, the shop's owner finds it in Settings.</source>
            <translation>Bila ada akun dengan alamat ini, surel berisi kode sedang dikirim. Bila belum ada server surel, pemilik toko menemukannya di Pengaturan.</translation>
        </message>
        <message>
            <source>Shop</source>
            <translation>Toko</translation>
        </message>
        <message>
            <source>I was invited</source>
            <translation>Saya diundang</translation>
        </message>
        <message>
            <source>I have a code</source>
            <translation>Saya punya kode</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::SoldPage</name>
        <message>
            <source>Ordered, not paid yet</source>
            <translation>Dipesan, belum dibayar</translation>
        </message>
        <message>
            <source>Sold</source>
            <translation>Terjual</translation>
        </message>
        <message>
            <source>Left to pay</source>
            <translation>Sisa bayar</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Kembalian</translation>
        </message>
        <message>
            <source>Stock below zero: %1</source>
            <translation>Stok di bawah nol: %1</translation>
        </message>
        <message>
            <source>New order</source>
            <translation>Pesanan baru</translation>
        </message>
        <message>
            <source>Show in Orders</source>
            <translation>Tampilkan di Pesanan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::StaffEditor</name>
        <message>
            <source>Saved.</source>
            <translation>Tersimpan.</translation>
        </message>
        <message>
            <source>Session ended.</source>
            <translation>Sesi diakhiri.</translation>
        </message>
        <message>
            <source>%1 has another role now and signs in again.</source>
            <translation>Peran %1 sudah berganti dan harus masuk lagi.</translation>
        </message>
        <message>
            <source>%1 is suspended and signed out.</source>
            <translation>%1 ditangguhkan dan dikeluarkan.</translation>
        </message>
        <message>
            <source>%1 may sign in again.</source>
            <translation>%1 boleh masuk lagi.</translation>
        </message>
        <message>
            <source>Suspend %1?</source>
            <translation>Tangguhkan %1?</translation>
        </message>
        <message>
            <source>This is you. You are signed out at once, and another owner has to let you back in.</source>
            <translation>Ini Anda sendiri. Anda langsung dikeluarkan, dan pemilik lain harus mengizinkan Anda masuk lagi.</translation>
        </message>
        <message>
            <source>They are signed out at once and cannot sign in until you let them. Nothing is lost.</source>
            <translation>Orang ini langsung dikeluarkan dan tidak bisa masuk sampai Anda mengizinkan. Tidak ada yang hilang.</translation>
        </message>
        <message>
            <source>Suspend</source>
            <translation>Tangguhkan</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Batal</translation>
        </message>
        <message>
            <source>Remove %1?</source>
            <translation>Hapus %1?</translation>
        </message>
        <message>
            <source>They are signed out at once and can never sign in with this account again. What they sold and did stays in the shop's records. To keep the account for later, suspend it instead.</source>
            <translation>Orang ini langsung dikeluarkan dan tidak bisa masuk lagi dengan akun ini. Yang dijual dan dikerjakannya tetap ada di catatan toko. Bila akunnya masih akan dipakai, tangguhkan saja.</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Hapus</translation>
        </message>
        <message>
            <source>%1 was removed.</source>
            <translation>%1 dihapus.</translation>
        </message>
        <message>
            <source>Being saved</source>
            <translation>Sedang disimpan</translation>
        </message>
        <message>
            <source>The newest version is not here yet</source>
            <translation>Versi terbaru belum diterima</translation>
        </message>
        <message>
            <source>Nothing was changed</source>
            <translation>Tidak ada perubahan</translation>
        </message>
        <message>
            <source>Save or discard the changes first</source>
            <translation>Simpan atau urungkan perubahan dahulu</translation>
        </message>
        <message>
            <source>Let back in</source>
            <translation>Izinkan masuk lagi</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Peran</translation>
        </message>
        <message>
            <source>Saving it signs them out everywhere.</source>
            <translation>Menyimpannya mengeluarkan orang ini di mana-mana.</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nama</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>Surel</translation>
        </message>
        <message>
            <source>They sign in with it</source>
            <translation>Dipakai untuk masuk</translation>
        </message>
        <message>
            <source>Telephone</source>
            <translation>Telepon</translation>
        </message>
        <message>
            <source>Language of mails</source>
            <translation>Bahasa surel</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Simpan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::StaffModel</name>
        <message>
            <source>Active</source>
            <translation>Aktif</translation>
        </message>
        <message>
            <source>Suspended</source>
            <translation>Ditangguhkan</translation>
        </message>
        <message>
            <source>Not confirmed</source>
            <translation>Belum dikonfirmasi</translation>
        </message>
        <message>
            <source>Removed</source>
            <translation>Dihapus</translation>
        </message>
        <message>
            <source>Name erased</source>
            <translation>Nama dihapus</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nama</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Peran</translation>
        </message>
        <message>
            <source>PIN</source>
            <translation>PIN</translation>
        </message>
        <message>
            <source>Last seen</source>
            <translation>Terakhir terlihat</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Set</source>
            <translation>Ada</translation>
        </message>
        <message>
            <source>Not set</source>
            <translation>Belum ada</translation>
        </message>
        <message>
            <source>Not lately</source>
            <translation>Belum lama ini tidak</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::StaffPanel</name>
        <message>
            <source>Invitation made.</source>
            <translation>Undangan dibuat.</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Urungkan</translation>
        </message>
        <message>
            <source>Keep editing</source>
            <translation>Lanjut mengubah</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Simpan</translation>
        </message>
        <message>
            <source>Leave the invitation?</source>
            <translation>Tinggalkan undangan?</translation>
        </message>
        <message>
            <source>Save the changes?</source>
            <translation>Simpan perubahan?</translation>
        </message>
        <message>
            <source>It was not sent yet.</source>
            <translation>Belum dikirim.</translation>
        </message>
        <message>
            <source>This person has changes that are not saved yet.</source>
            <translation>Orang ini punya perubahan yang belum disimpan.</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Peran</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>Surel</translation>
        </message>
        <message>
            <source>The whole address</source>
            <translation>Alamat lengkapnya</translation>
        </message>
        <message>
            <source>Staff</source>
            <translation>Staf</translation>
        </message>
        <message>
            <source>Who works at %1, and what they may do</source>
            <translation>Siapa yang bekerja di %1, dan apa yang boleh dilakukan</translation>
        </message>
        <message>
            <source>Invite</source>
            <translation>Undang</translation>
        </message>
        <message>
            <source>Only an owner invites staff</source>
            <translation>Hanya pemilik yang mengundang staf</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Orang</translation>
        </message>
        <message>
            <source>Invitations</source>
            <translation>Undangan</translation>
        </message>
        <message>
            <source>What roles may do</source>
            <translation>Yang boleh tiap peran</translation>
        </message>
        <message>
            <source>Nobody yet</source>
            <translation>Belum ada orang</translation>
        </message>
        <message>
            <source>Invite the first person of your staff.</source>
            <translation>Undang orang pertama dari staf Anda.</translation>
        </message>
        <message>
            <source>No open invitations</source>
            <translation>Tidak ada undangan terbuka</translation>
        </message>
        <message>
            <source>Who is invited appears here until they have chosen a password.</source>
            <translation>Yang diundang tampil di sini sampai memilih kata sandi.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::StatusBar</name>
        <message>
            <source>Server running</source>
            <translation>Server berjalan</translation>
        </message>
        <message numerus="yes">
            <source>Server not reached, next try in %n s</source>
            <translation>
                <numerusform>Server tak terjangkau, coba lagi %n dtk</numerusform>
            </translation>
        </message>
        <message>
            <source>Server not reached, trying</source>
            <translation>Server tak terjangkau, sedang dicoba</translation>
        </message>
        <message>
            <source>Server not well: %1</source>
            <translation>Server terganggu: %1</translation>
        </message>
        <message>
            <source>%1, this computer only</source>
            <translation>%1, hanya komputer ini</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>No events waiting</source>
            <translation>Tidak ada kejadian menunggu</translation>
        </message>
        <message numerus="yes">
            <source>%n events waiting</source>
            <translation>
                <numerusform>%n kejadian menunggu</numerusform>
            </translation>
        </message>
        <message>
            <source>Version %1</source>
            <translation>Versi %1</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::StockCard</name>
        <message>
            <source>average cost %1</source>
            <translation>biaya rata-rata %1</translation>
        </message>
        <message>
            <source>Why is this %1?</source>
            <translation>Mengapa jumlahnya %1?</translation>
        </message>
        <message>
            <source>The movements below add up to it exactly.</source>
            <translation>Pergerakan di bawah ini menjumlah tepat ke angka itu.</translation>
        </message>
        <message>
            <source>The movements below do not add up to it. Tell who looks after the server.</source>
            <translation>Pergerakan di bawah ini tidak menjumlah ke angka itu. Beri tahu pengurus server.</translation>
        </message>
        <message>
            <source>Being loaded</source>
            <translation>Sedang dimuat</translation>
        </message>
        <message>
            <source>%1, %2 times</source>
            <translation>%1, %2 kali</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>Stok</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Coba lagi</translation>
        </message>
        <message>
            <source>Enter opens the document of a movement.</source>
            <translation>Enter membuka dokumen pergerakan.</translation>
        </message>
        <message>
            <source>Put it right</source>
            <translation>Betulkan</translation>
        </message>
        <message>
            <source>Receive</source>
            <translation>Terima</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>Produk</translation>
        </message>
        <message>
            <source>Movements of this product</source>
            <translation>Pergerakan produk ini</translation>
        </message>
        <message>
            <source>Below each stock its average cost. Enter opens a movement's document.</source>
            <translation>Di bawah tiap stok: biaya rata-rata. Enter membuka dokumennya.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::StockDocument</name>
        <message>
            <source>Nothing moved</source>
            <translation>Tidak ada yang bergerak</translation>
        </message>
        <message>
            <source>All that was counted was right, so nothing had to be corrected.</source>
            <translation>Semua yang dihitung cocok, jadi tidak ada yang perlu dibetulkan.</translation>
        </message>
        <message>
            <source>Close  (Esc)</source>
            <translation>Tutup  (Esc)</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Coba lagi</translation>
        </message>
        <message>
            <source>Enter opens the stock card of a product.</source>
            <translation>Enter membuka kartu stok produk.</translation>
        </message>
        <message>
            <source>What this document moved</source>
            <translation>Yang digerakkan dokumen ini</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::StockLevelsModel</name>
        <message>
            <source>Below zero</source>
            <translation>Di bawah nol</translation>
        </message>
        <message>
            <source>Sold out</source>
            <translation>Habis</translation>
        </message>
        <message>
            <source>Low</source>
            <translation>Menipis</translation>
        </message>
        <message>
            <source>In stock</source>
            <translation>Tersedia</translation>
        </message>
        <message>
            <source>Product</source>
            <translation>Produk</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>Stok</translation>
        </message>
        <message>
            <source>Low at</source>
            <translation>Batas</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Average cost</source>
            <translation>Biaya rata-rata</translation>
        </message>
        <message>
            <source>Worth</source>
            <translation>Nilai</translation>
        </message>
        <message>
            <source>SKU</source>
            <translation>SKU</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>Satuan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::StockPanel</name>
        <message>
            <source>Stock</source>
            <translation>Stok</translation>
        </message>
        <message>
            <source>Only low</source>
            <translation>Hanya yang menipis</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Kategori</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Apa</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>Hari</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>Dokumen</translation>
        </message>
        <message>
            <source>Its number, whole</source>
            <translation>Nomornya, lengkap</translation>
        </message>
        <message>
            <source>What is there, what comes in, and why each number is what it is</source>
            <translation>Yang ada, yang masuk, dan alasan di balik setiap angka</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>Stok</translation>
        </message>
        <message>
            <source>Receive</source>
            <translation>Terima</translation>
        </message>
        <message>
            <source>Count</source>
            <translation>Hitung</translation>
        </message>
        <message>
            <source>Put right</source>
            <translation>Betulkan</translation>
        </message>
        <message>
            <source>Movements</source>
            <translation>Pergerakan</translation>
        </message>
        <message>
            <source>Parts of the stock</source>
            <translation>Bagian stok</translation>
        </message>
        <message>
            <source>Name, SKU or barcode</source>
            <translation>Nama, SKU, atau kode batang</translation>
        </message>
        <message>
            <source>No stock yet</source>
            <translation>Belum ada stok</translation>
        </message>
        <message>
            <source>Products appear here as soon as they are made. Receive goods to fill the shelves.</source>
            <translation>Produk muncul di sini begitu dibuat. Terima barang untuk mengisi rak.</translation>
        </message>
        <message>
            <source>Nothing has moved yet</source>
            <translation>Belum ada pergerakan</translation>
        </message>
        <message>
            <source>Every sale, receipt, count and correction leaves its movement here, for good.</source>
            <translation>Setiap penjualan, penerimaan, hitungan, dan pembetulan tercatat di sini untuk seterusnya.</translation>
        </message>
        <message>
            <source>No product has the code %1.</source>
            <translation>Tidak ada produk dengan kode %1.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::TaxRulesModel</name>
        <message>
            <source>%1 on %2/%3</source>
            <translation>%1 dari %2/%3</translation>
        </message>
        <message>
            <source>Always</source>
            <translation>Selalu</translation>
        </message>
        <message>
            <source>From %1</source>
            <translation>Sejak %1</translation>
        </message>
        <message>
            <source>Up to %1</source>
            <translation>Sampai %1</translation>
        </message>
        <message>
            <source>%1 to %2</source>
            <translation>%1 sampai %2</translation>
        </message>
        <message>
            <source>Tax</source>
            <translation>Pajak</translation>
        </message>
        <message>
            <source>For goods of class</source>
            <translation>Untuk barang kelas</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>Tarif</translation>
        </message>
        <message>
            <source>Prices</source>
            <translation>Harga</translation>
        </message>
        <message>
            <source>Holds</source>
            <translation>Berlaku</translation>
        </message>
        <message>
            <source>Include it</source>
            <translation>Sudah termasuk</translation>
        </message>
        <message>
            <source>Come without it</source>
            <translation>Belum termasuk</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::TaxSection</name>
        <message>
            <source>No tax</source>
            <translation>Tanpa pajak</translation>
        </message>
        <message>
            <source>This is needed.</source>
            <translation>Wajib diisi.</translation>
        </message>
        <message>
            <source>A rate from 0 to 100, such as 12 or 7.5.</source>
            <translation>Tarif dari 0 sampai 100, misalnya 12 atau 7,5.</translation>
        </message>
        <message>
            <source>The rule holds from that day on.</source>
            <translation>Aturan berlaku sejak hari itu.</translation>
        </message>
        <message>
            <source>What you typed is still here.</source>
            <translation>Yang Anda ketik masih ada di sini.</translation>
        </message>
        <message>
            <source>Take %1 away?</source>
            <translation>Hapus %1?</translation>
        </message>
        <message>
            <source>New sales no longer use it. Sales that were made keep their tax as it was.</source>
            <translation>Penjualan baru tidak memakainya lagi. Penjualan yang sudah ada tetap dengan pajaknya.</translation>
        </message>
        <message>
            <source>Take away</source>
            <translation>Hapus</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Batal</translation>
        </message>
        <message>
            <source>The rule was taken away.</source>
            <translation>Aturan dihapus.</translation>
        </message>
        <message>
            <source>Choose a rule first</source>
            <translation>Pilih aturan dahulu</translation>
        </message>
        <message>
            <source>Being saved</source>
            <translation>Sedang disimpan</translation>
        </message>
        <message>
            <source>Tax rules</source>
            <translation>Aturan pajak</translation>
        </message>
        <message>
            <source>None: sales carry no tax. That is right for most small shops.</source>
            <translation>Tidak ada: penjualan tanpa pajak. Itu tepat untuk kebanyakan toko kecil.</translation>
        </message>
        <message>
            <source>New rule</source>
            <translation>Aturan baru</translation>
        </message>
        <message>
            <source>Begin with</source>
            <translation>Mulai dari</translation>
        </message>
        <message>
            <source>An empty rule</source>
            <translation>Aturan kosong</translation>
        </message>
        <message>
            <source>VAT (PPN), 12% on 11/12</source>
            <translation>PPN, 12% dari 11/12</translation>
        </message>
        <message>
            <source>Restaurant tax (PBJT), 10%</source>
            <translation>Pajak restoran (PBJT), 10%</translation>
        </message>
        <message>
            <source>No tax from a day on</source>
            <translation>Tanpa pajak sejak suatu hari</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nama</translation>
        </message>
        <message>
            <source>On receipts</source>
            <translation>Di struk</translation>
        </message>
        <message>
            <source>Rate in %</source>
            <translation>Tarif dalam %</translation>
        </message>
        <message>
            <source>Of the price</source>
            <translation>Dari harga</translation>
        </message>
        <message>
            <source>The whole</source>
            <translation>Seluruhnya</translation>
        </message>
        <message>
            <source>11/12 of it</source>
            <translation>11/12-nya</translation>
        </message>
        <message>
            <source>Prices</source>
            <translation>Harga</translation>
        </message>
        <message>
            <source>Include the tax</source>
            <translation>Sudah termasuk pajak</translation>
        </message>
        <message>
            <source>Come without it; it is added</source>
            <translation>Belum termasuk; ditambahkan</translation>
        </message>
        <message>
            <source>For goods of class</source>
            <translation>Untuk barang kelas</translation>
        </message>
        <message>
            <source>Products are of the class "standard" unless they say another</source>
            <translation>Produk berkelas "standard" kecuali disebut lain</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Sejak</translation>
        </message>
        <message>
            <source>A rule of the same class that holds until then ends the day before</source>
            <translation>Aturan sekelas yang berlaku sampai saat itu berakhir sehari sebelumnya</translation>
        </message>
        <message>
            <source>Add the rule</source>
            <translation>Tambah aturan</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::TimeTaxPage</name>
        <message>
            <source>Time zone</source>
            <translation>Zona waktu</translation>
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
            <translation>tanpa pajak</translation>
        </message>
        <message>
            <source>Time and tax</source>
            <translation>Waktu dan pajak</translation>
        </message>
        <message>
            <source>These decide the business day and what receipts say. Both can be changed later; old sales keep what they had.</source>
            <translation>Menentukan hari usaha dan isi struk. Keduanya dapat diubah nanti; penjualan lama tidak ikut berubah.</translation>
        </message>
        <message>
            <source>Business day ends at</source>
            <translation>Hari usaha berakhir pukul</translation>
        </message>
        <message>
            <source>Sales before this count as the day before</source>
            <translation>Penjualan sebelum jam ini masuk hari kemarin</translation>
        </message>
        <message>
            <source>Tax on sales</source>
            <translation>Pajak penjualan</translation>
        </message>
        <message>
            <source>No tax</source>
            <translation>Tanpa pajak</translation>
        </message>
        <message>
            <source>Not a taxable entrepreneur. Right for most small shops.</source>
            <translation>Bukan pengusaha kena pajak. Cocok untuk kebanyakan toko kecil.</translation>
        </message>
        <message>
            <source>VAT (PPN)</source>
            <translation>PPN</translation>
        </message>
        <message>
            <source>12% on 11/12 of the price, for registered taxable entrepreneurs.</source>
            <translation>12% dari 11/12 harga, untuk pengusaha kena pajak terdaftar.</translation>
        </message>
        <message>
            <source>Restaurant tax (PBJT)</source>
            <translation>Pajak restoran (PBJT)</translation>
        </message>
        <message>
            <source>Up to 10%, set by your city. Prices on the menu may include it.</source>
            <translation>Paling tinggi 10%, ditetapkan kota Anda. Harga menu boleh termasuk pajak.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::TodayPanel</name>
        <message>
            <source>You see the numbers of %1.</source>
            <translation>Yang tampil adalah angka pukul %1.</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Hari ini</translation>
        </message>
        <message>
            <source>updated %1</source>
            <translation>diperbarui %1</translation>
        </message>
        <message>
            <source>Revenue by day</source>
            <translation>Omzet per hari</translation>
        </message>
        <message>
            <source>Revenue by hour</source>
            <translation>Omzet per jam</translation>
        </message>
        <message>
            <source>Every order is paid</source>
            <translation>Semua pesanan lunas</translation>
        </message>
        <message numerus="yes">
            <source>%n orders wait for their payment for more than 20 minutes</source>
            <translation>
                <numerusform>%n pesanan menunggu pembayaran lebih dari 20 menit</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n orders wait for their payment</source>
            <translation>
                <numerusform>%n pesanan menunggu pembayaran</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing runs low</source>
            <translation>Tidak ada stok menipis</translation>
        </message>
        <message numerus="yes">
            <source>More than %n products run low</source>
            <translation>
                <numerusform>Lebih dari %n produk menipis</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n products run low</source>
            <translation>
                <numerusform>%n produk menipis</numerusform>
            </translation>
        </message>
        <message>
            <source>Refresh  (F5)</source>
            <translation>Segarkan  (F5)</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Coba lagi</translation>
        </message>
        <message>
            <source>By hour</source>
            <translation>Per jam</translation>
        </message>
        <message>
            <source>By day</source>
            <translation>Per hari</translation>
        </message>
        <message>
            <source>Low stock</source>
            <translation>Stok menipis</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Tampilkan semua</translation>
        </message>
        <message>
            <source>Products that run low</source>
            <translation>Produk yang menipis</translation>
        </message>
        <message>
            <source>Products appear here once they are down to their minimum.</source>
            <translation>Produk muncul di sini begitu tinggal sebatas minimum.</translation>
        </message>
        <message>
            <source>Needs attention</source>
            <translation>Perlu perhatian</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Lihat</translation>
        </message>
        <message>
            <source>Best sellers</source>
            <translation>Terlaris</translation>
        </message>
        <message>
            <source>Nothing sold yet</source>
            <translation>Belum ada yang terjual</translation>
        </message>
        <message>
            <source>Payments</source>
            <translation>Pembayaran</translation>
        </message>
        <message>
            <source>No payment yet</source>
            <translation>Belum ada pembayaran</translation>
        </message>
        <message>
            <source>beside %1 by this time</source>
            <translation>dibanding %1 pada jam yang sama</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::TrayIcon</name>
        <message>
            <source>Open the window</source>
            <translation>Buka jendela</translation>
        </message>
        <message>
            <source>Stop the server and quit</source>
            <translation>Hentikan server dan tutup</translation>
        </message>
        <message>
            <source>The server goes on. The window is in the tray.</source>
            <translation>Server tetap berjalan. Jendela ada di baki sistem.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::UnitList</name>
        <message>
            <source>Give each unit a name, such as carton.</source>
            <translation>Beri nama tiap satuan, misalnya karton.</translation>
        </message>
        <message>
            <source>Say how many of the product's own unit one %1 holds, such as 24.</source>
            <translation>Sebutkan isi satu %1 dalam satuan produk, misalnya 24.</translation>
        </message>
        <message>
            <source>Another unit it is bought in</source>
            <translation>Tambah satuan beli</translation>
        </message>
        <message>
            <source>A product has at most 20 units</source>
            <translation>Sebuah produk paling banyak punya 20 satuan</translation>
        </message>
        <message>
            <source>carton</source>
            <translation>karton</translation>
        </message>
        <message>
            <source>Name of the unit</source>
            <translation>Nama satuan</translation>
        </message>
        <message>
            <source>How many one of it holds</source>
            <translation>Isi satu satuannya</translation>
        </message>
        <message>
            <source>Remove this unit</source>
            <translation>Hapus satuan ini</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::UserMenu</name>
        <message>
            <source>Language</source>
            <translation>Bahasa</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>Tampilan</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Terang</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Gelap</translation>
        </message>
        <message>
            <source>Size of text</source>
            <translation>Ukuran teks</translation>
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
            <translation>Produk ini sendiri</translation>
        </message>
        <message>
            <source>No name</source>
            <translation>Tanpa nama</translation>
        </message>
        <message>
            <source>%1 · archived</source>
            <translation>%1 · diarsipkan</translation>
        </message>
        <message>
            <source>Variant</source>
            <translation>Varian</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>Harga</translation>
        </message>
        <message>
            <source>On hand</source>
            <translation>Stok</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::VariantsTab</name>
        <message>
            <source>This is needed.</source>
            <translation>Ini wajib diisi.</translation>
        </message>
        <message>
            <source>This cannot be less than zero.</source>
            <translation>Ini tidak boleh kurang dari nol.</translation>
        </message>
        <message>
            <source>A number from zero on, such as 12.</source>
            <translation>Angka mulai dari nol, misalnya 12.</translation>
        </message>
        <message>
            <source>Somebody else changed this variant meanwhile.</source>
            <translation>Orang lain mengubah varian ini tadi.</translation>
        </message>
        <message>
            <source>What you typed is still here; saving again keeps it.</source>
            <translation>Yang Anda ketik masih ada; simpan lagi untuk mempertahankannya.</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Pulihkan</translation>
        </message>
        <message>
            <source>Archive</source>
            <translation>Arsipkan</translation>
        </message>
        <message>
            <source>Being saved</source>
            <translation>Sedang disimpan</translation>
        </message>
        <message>
            <source>Nothing was changed</source>
            <translation>Tidak ada yang berubah</translation>
        </message>
        <message>
            <source>Save or discard the changes first</source>
            <translation>Simpan atau buang dulu perubahannya</translation>
        </message>
        <message>
            <source>Variant</source>
            <translation>Varian</translation>
        </message>
        <message>
            <source>For example: red, L</source>
            <translation>Misalnya: merah, L</translation>
        </message>
        <message>
            <source>SKU</source>
            <translation>SKU</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>Harga</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>Biaya</translation>
        </message>
        <message>
            <source>Barcodes</source>
            <translation>Kode batang</translation>
        </message>
        <message>
            <source>Several with a space between them</source>
            <translation>Beberapa dipisah spasi</translation>
        </message>
        <message>
            <source>Low at</source>
            <translation>Batas menipis</translation>
        </message>
        <message>
            <source>Empty: never low</source>
            <translation>Kosong: tidak pernah menipis</translation>
        </message>
        <message>
            <source>Variants of the product</source>
            <translation>Varian produk</translation>
        </message>
        <message>
            <source>New variant</source>
            <translation>Varian baru</translation>
        </message>
        <message>
            <source>Save variant</source>
            <translation>Simpan varian</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Buang</translation>
        </message>
        <message>
            <source>Why so many?</source>
            <translation>Mengapa sekian?</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::VoidDialog</name>
        <message>
            <source>Void %1</source>
            <translation>Batalkan %1</translation>
        </message>
        <message>
            <source>The goods go back into stock. The order keeps its number and cannot be sold again.</source>
            <translation>Barang kembali ke stok. Nomor pesanan tetap dan tidak dapat dijual lagi.</translation>
        </message>
        <message>
            <source>%1 goes back to the customer and the goods into stock. The order keeps its number and cannot be sold again.</source>
            <translation>%1 kembali ke pelanggan dan barang ke stok. Nomor pesanan tetap dan tidak dapat dijual lagi.</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Alasan</translation>
        </message>
        <message>
            <source>Void the order</source>
            <translation>Batalkan pesanan</translation>
        </message>
        <message>
            <source>Say why: it stays with the order.</source>
            <translation>Tulis alasannya: tersimpan bersama pesanan.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::WaitingShops</name>
        <message>
            <source>%1, made %2</source>
            <translation>%1, dibuat %2</translation>
        </message>
        <message>
            <source>Confirm</source>
            <translation>Konfirmasi</translation>
        </message>
        <message>
            <source>Confirm %1</source>
            <translation>Konfirmasi %1</translation>
        </message>
        <message>
            <source>Confirm %1?</source>
            <translation>Konfirmasi %1?</translation>
        </message>
        <message>
            <source>You say that you know who made this shop. They can sign in from then on, with the password they chose. You see nothing of that shop.</source>
            <translation>Anda menyatakan mengenal pembuat toko ini. Sejak itu ia bisa masuk dengan kata sandi yang dipilihnya. Anda tidak melihat apa pun dari toko itu.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Batal</translation>
        </message>
        <message>
            <source>The owner of %1 can sign in now.</source>
            <translation>Pemilik %1 bisa masuk sekarang.</translation>
        </message>
        <message>
            <source>Shops that wait</source>
            <translation>Toko yang menunggu</translation>
        </message>
        <message>
            <source>They were made on this server, and their owner has not confirmed the address. Without a mail server the code reaches nobody.</source>
            <translation>Toko ini dibuat di server ini, dan pemiliknya belum mengonfirmasi alamatnya. Tanpa server surel, kodenya tidak sampai.</translation>
        </message>
    </context>
    <context>
        <name>pos::ui::WizardPage</name>
        <message>
            <source>This is needed.</source>
            <translation>Wajib diisi.</translation>
        </message>
    </context>
</TS>
